"use client";

const SCALE = 2;

/** Saves what is drawn within `figure` as a picture, with the colours of the theme that is shown. False when nothing is drawn. */
export async function savePlot(figure: Element, name: string, format: "svg" | "png"): Promise<boolean> {
  const drawn = figure.querySelector<SVGSVGElement>("svg.recharts-surface");
  if (drawn === null) return false;
  const { width, height } = drawn.getBoundingClientRect();
  const svg = new Blob([pictureOf(drawn, width, height)], { type: "image/svg+xml" });
  const blob = format === "svg" ? svg : await painted(svg, width, height);
  offer(blob, `${name}.${format}`);
  return true;
}

function pictureOf(drawn: SVGSVGElement, width: number, height: number): string {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("font-family", "sans-serif");
  const text = new XMLSerializer().serializeToString(copy);
  const ground = `<rect width="100%" height="100%" fill="var(--canvas)"/>`;
  return withColours(text.replace(/(<svg[^>]*>)/, `$1${ground}`));
}

/* A file knows no custom properties of the page. */
function withColours(text: string): string {
  const probe = document.body.appendChild(document.createElement("i"));
  const known = new Map<string, string>();
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    const found = known.get(name) ?? getComputedStyle(probe).color;
    known.set(name, found);
    return found;
  };
  const plain = text.replace(/var\((--[\w-]+)\)/g, (_, name: string) => colour(name));
  probe.remove();
  return plain;
}

async function painted(svg: Blob, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error("Nothing was painted")) : resolve(blob))),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

function offer(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
