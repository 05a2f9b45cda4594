// A screenshot in 256 colours: half the size, and to the eye the same, since a page of ours has few colours and their
// shades at the edges of letters.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

function* chunks(png) {
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield { kind: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += length + 12;
  }
}

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

// The five filters of the PNG specification, section 9: each byte is given as its difference from a neighbour.
function unfiltered(raw, height, stride, size) {
  const out = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = row * stride + x;
      const left = x >= size ? out[at - size] : 0;
      const up = row ? out[at - stride] : 0;
      const corner = row && x >= size ? out[at - stride - size] : 0;
      out[at] = raw[row * (stride + 1) + 1 + x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
  }
  return out;
}

function paeth(left, up, corner) {
  const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** Rounds shades, coarser until they fit in a palette, and writes the picture anew. Takes 8-bit RGB or RGBA. */
export function inPalette(png) {
  const all = [...chunks(png)];
  const header = all.find(({ kind }) => kind === "IHDR").data;
  const [width, height, size] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const raw = inflateSync(Buffer.concat(all.filter(({ kind }) => kind === "IDAT").map(({ data }) => data)));
  const pixels = unfiltered(raw, height, width * size, size);

  // What fills areas keeps its colour to the bit; only the shades of edges are rounded.
  const counts = new Map();
  for (let at = 0; at < pixels.length; at += size) {
    const colour = pixels.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const kept = new Set([...counts].sort(([, one], [, other]) => other - one).slice(0, 24).map(([colour]) => colour));
  for (const step of [4, 8, 16, 24, 32, 48]) {
    const round = (level) => Math.min(255, Math.round(level / step) * step);
    const shade = (colour) => (kept.has(colour) ? colour : (round(colour >> 16) << 16) | (round((colour >> 8) & 255) << 8) | round(colour & 255));
    const palette = [...new Set([...counts.keys()].map(shade))];
    if (palette.length > 256) continue;
    const places = new Map([...counts.keys()].map((colour) => [colour, palette.indexOf(shade(colour))]));
    const rows = Buffer.alloc((width + 1) * height);
    for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = places.get(pixels.readUIntBE((y * width + x) * size, 3));
    const colours = Buffer.alloc(palette.length * 3);
    palette.forEach((colour, at) => colours.writeUIntBE(colour, at * 3, 3));
    const head = Buffer.from(header);
    head[9] = 3;
    return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("PLTE", colours), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
  }
  return png;
}
