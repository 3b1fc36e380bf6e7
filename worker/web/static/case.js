// Helps for the case page; everything works without this file.
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  function light(anchor, on) {
    for (const part of all(`[data-finding="${anchor}"]`)) part.classList.toggle("is-lit", on);
    document.getElementById(anchor)?.classList.toggle("is-lit", on);
  }

  function lightOnly(anchor) {
    for (const part of all(".is-lit")) part.classList.remove("is-lit");
    if (anchor) light(anchor, true);
  }

  const heat = (address) => new URL(address).searchParams.get("peta");

  function reveal(fragment) {
    const box = document.getElementById(fragment);
    if (!box) return;
    lightOnly(box.dataset.finding);
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  // Another page, document or size: fetch the same address and put its picture in place, so that the reader's
  // place among the findings is kept. Any trouble falls back to following the link.
  // Of two wishes the later one counts, whichever answer comes first.
  let wishes = 0;
  async function swap(href, { push = true, focus = null } = {}) {
    const address = new URL(href, location.href);
    const wish = ++wishes;
    try {
      const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("gambar");
      if (wish !== wishes) return;
      document.getElementById("gambar").replaceWith(document.adoptNode(next));
    } catch {
      if (wish === wishes) location.assign(address);
      return;
    }
    if (push) history.pushState({ swap: true }, "", address);
    reveal(address.hash.slice(1));
    if (focus) all("#gambar a").find((link) => link.textContent === focus)?.focus({ preventScroll: true });
  }

  function showFinding(finding) {
    lightOnly(finding.id);
    finding.focus({ preventScroll: true });
    finding.scrollIntoView({ block: "nearest" });
    const boxes = all(`#gambar .box[data-finding="${finding.id}"]`);
    const link = finding.querySelector("a[data-swap]");
    if (boxes.length) boxes[0].scrollIntoView({ block: "nearest", inline: "nearest" });
    else if (link) swap(link.href);
  }

  function step(by) {
    const findings = all(".finding");
    if (!findings.length) return;
    const now = findings.findIndex((finding) => finding.classList.contains("is-lit"));
    showFinding(findings[(now + by + findings.length + (now < 0 && by < 0 ? 1 : 0)) % findings.length]);
  }

  function resize() {
    const sizes = all("#gambar .zooms a");
    const now = sizes.findIndex((link) => link.hasAttribute("aria-current"));
    if (sizes.length) swap(sizes[(now + 1) % sizes.length].href);
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[data-swap]");
    if (link) {
      event.preventDefault();
      const here = new URL(link.href).hash.slice(1);
      if (here.startsWith("kotak-") && document.getElementById(here) && heat(link.href) === heat(location.href)) {
        history.replaceState(history.state, "", link.href);
        reveal(here);
      } else swap(link.href, { focus: link.closest("#gambar") ? link.textContent : null });
      return;
    }
    const mark = event.target.closest("#gambar [data-finding]");
    const finding = mark && document.getElementById(mark.dataset.finding);
    if (finding) {
      event.preventDefault();
      lightOnly(finding.id);
      finding.scrollIntoView({ block: "nearest" });
      finding.focus({ preventScroll: true });
    }
  });

  for (const [kind, on] of [["mouseover", true], ["mouseout", false]]) {
    document.addEventListener(kind, (event) => {
      const part = event.target.closest?.("[data-finding], .finding");
      if (part) for (const mark of all(`[data-finding="${part.dataset.finding || part.id}"]`)) mark.classList.toggle("is-lit", on);
    });
  }

  const toggle = document.getElementById("shortcuts");
  if (toggle) {
    toggle.checked = localStorage.getItem("absah-shortcuts") !== "off";
    toggle.addEventListener("change", () => localStorage.setItem("absah-shortcuts", toggle.checked ? "on" : "off"));
  }
  document.addEventListener("keydown", (event) => {
    if (!toggle?.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "z") resize();
  });

  window.addEventListener("popstate", () => {
    if (history.state?.swap || !location.hash) swap(location.href, { push: false });
  });
})();
