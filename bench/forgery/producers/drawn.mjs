// Draws the papers that standard input names (JSON, one a line) with pdfkit, jsPDF and pdf-lib; one PDF a line, base 64.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import readline from "node:readline";

const [, , tool, home] = process.argv;
const need = createRequire(home + "/node_modules/x.js");

async function pdfkit(story) {
  const PDFDocument = need("pdfkit");
  const file = new PDFDocument({ size: "A4", margin: 56 });
  const parts = [];
  file.on("data", (part) => parts.push(part));
  const done = new Promise((good) => file.on("end", good));
  file.registerFont("plain", story.font ?? "Helvetica").registerFont("bold", story.bold ?? "Helvetica-Bold");
  file.font("bold").fontSize(11).text(story.firm).fontSize(14).text(story.title, { align: "center" }).moveDown();
  for (const [label, value] of [...story.rows, ...story.sums]) {
    file.font("plain").fontSize(10).text(`${label} : `, { continued: true }).font("bold").text(value);
  }
  file.moveDown().font("plain");
  story.clauses.forEach((text, n) => file.text(`Pasal ${n + 1}. ${text}`, { align: story.align }).moveDown(0.4));
  file.text(story.signed, { align: "right" });
  file.end();
  await done;
  return Buffer.concat(parts);
}

async function jspdf(story) {
  const { jsPDF } = need("jspdf");
  const file = new jsPDF({ unit: "pt", format: "a4", compress: story.seed % 2 === 0 });
  let plain = "helvetica", y = 60;
  if (story.font) {
    file.addFileToVFS("own.ttf", readFileSync(story.font).toString("base64"));
    file.addFont("own.ttf", "own", "normal");
    plain = "own";
  }
  file.setFont(plain, "normal").setFontSize(14).text(story.title, 297, y, { align: "center" });
  file.setFontSize(10).text(story.firm, 56, y - 20);
  for (const [label, value] of story.rows) file.text(label, 56, (y += 18)).text(`: ${value}`, 200, y);
  for (const [label, value] of story.sums) file.text(label, 56, (y += 18)).text(value, 500, y, { align: "right" });
  y += 20;
  story.clauses.forEach((text, n) => {
    for (const line of file.splitTextToSize(`Pasal ${n + 1}. ${text}`, 480)) {
      if ((y += 14) > 780) { file.addPage(); y = 60; }
      file.text(line, 56, y);
    }
  });
  if (y > 750) { file.addPage(); y = 60; }
  file.text(story.signed, 540, y + 30, { align: "right" });
  return Buffer.from(file.output("arraybuffer"));
}

async function pdflib(story) {
  const { PDFDocument, StandardFonts } = need("pdf-lib");
  const file = await PDFDocument.create();
  file.registerFontkit(need("@pdf-lib/fontkit"));
  const font = story.font
    ? await file.embedFont(readFileSync(story.font), { subset: true })
    : await file.embedFont(StandardFonts.TimesRoman);
  let page = file.addPage([595, 842]), y = 780;
  const put = (text, x, size = 10) => page.drawText(text, { x, y, size, font });
  put(story.firm, 56); y -= 24; put(story.title, 200, 14);
  for (const [label, value] of [...story.rows, ...story.sums]) { y -= 18; put(label, 56); put(`: ${value}`, 200); }
  story.clauses.forEach((text, n) => {
    const words = `Pasal ${n + 1}. ${text}`.split(" ");
    for (let line = ""; words.length; line = "") {
      while (words.length && font.widthOfTextAtSize(`${line} ${words[0]}`, 10) < 480) line += `${line && " "}${words.shift()}`;
      if ((y -= 14) < 60) { page = file.addPage([595, 842]); y = 780; }
      put(line, 56);
    }
  });
  y -= 30; put(story.signed, 540 - font.widthOfTextAtSize(story.signed, 10));
  return Buffer.from(await file.save());
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const data = await { pdfkit, jspdf, pdflib }[tool](JSON.parse(line));
  console.log(Buffer.from(data).toString("base64"));
}
