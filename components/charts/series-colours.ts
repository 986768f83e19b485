const COLOURS = 8;

/**
 * How a series is drawn: one of eight colours (0 is the grey of the rest), and which time round they are given out. One that is alone
 * on its chart has nothing to be told apart from, and stays plain.
 */
export type SeriesLook = { colour: number; round: number; isAlone?: boolean };

/**
 * A look for each series. An id always wants the same colour, on every chart; when two want one, the alphabetically first gets it
 * and the other takes the next free one. Beyond eight the colours come again with a texture. The order given does not matter.
 */
export function assignLooks(ids: ReadonlyArray<string>): Map<string, SeriesLook> {
  const looks = new Map<string, SeriesLook>();
  const sorted = [...new Set(ids)].sort();
  for (let round = 0; round * COLOURS < sorted.length; round++) {
    const taken = new Set<number>();
    for (const id of sorted.slice(round * COLOURS, (round + 1) * COLOURS)) {
      let colour = preferredColour(id);
      while (taken.has(colour)) colour = (colour % COLOURS) + 1;
      taken.add(colour);
      looks.set(id, { colour, round });
    }
  }
  return looks;
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv: short, and it spreads names that differ in one character. */
function preferredColour(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return (hash % COLOURS) + 1;
}

/** The CSS colour of a look. */
export function lookColour({ colour }: SeriesLook): string {
  return colour === 0 ? "var(--chart-other)" : `var(--chart-${colour})`;
}

export const TEXTURES = ["plain", "dots", "lines"] as const;
export type Texture = (typeof TEXTURES)[number];

/** What doubles the colour, so that series can be told apart without seeing it; as fixed as the colour itself. */
export function lookTexture({ colour, round, isAlone = false }: SeriesLook): Texture {
  return colour === 0 || isAlone ? "plain" : (TEXTURES[(colour + round) % TEXTURES.length] ?? "plain");
}

const DASHES = ["", "7 3", "2 3", "9 3 2 3"] as const;

/** The same for a line: how it is broken. */
export function lookDashes({ colour, round, isAlone = false }: SeriesLook): string {
  return colour === 0 || isAlone ? "" : (DASHES[(colour + round) % DASHES.length] ?? "");
}

/** The line of the period before: dashes on an edge of the ground's colour, so that they are seen before every colour of bars. */
export const PREVIOUS_STROKES = [
  { stroke: "var(--canvas)", strokeWidth: 4 },
  { stroke: "var(--ink)", strokeWidth: 1.5, strokeDasharray: "4 4" },
];
