import sys
from pathlib import Path
from bench.typography import specimens
specimens.make(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
