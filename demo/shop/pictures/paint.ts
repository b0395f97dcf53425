/** The colours of all pictures. */
export const COLOURS = {
  sage: '#93a98d',
  fern: '#46624c',
  matcha: '#a5b266',
  clay: '#c1704d',
  berry: '#a5485a',
  rose: '#dba79c',
  plum: '#6f4a5c',
  mustard: '#d8a345',
  honey: '#e0a336',
  sky: '#9fbcc6',
  navy: '#3c5367',
  cream: '#f3e8d3',
  white: '#fbf7ee',
  steel: '#c2c8c9',
  charcoal: '#403e40',
  brass: '#c6a05b',
  copper: '#c07c52',
  oak: '#cca473',
  walnut: '#7a5439',
  coffee: '#4a3024',
  tea: '#b86a35',
  kraft: '#cdab7f',
} as const

/** The name of a colour in variants and drawings. */
export type Colour = keyof typeof COLOURS

/** Arguments of a drawing: its colours and the text of its label. */
export type Paint = { main: Colour; accent: Colour; label: string }

/** Moves a `#rrggbb` colour towards another; `share` 0 keeps it, 1 replaces it. */
export function mix(from: string, to: string, share: number): string {
  const part = (hex: string, at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  const channel = (at: number) => Math.round(part(from, at) + (part(to, at) - part(from, at)) * share)
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, '0')).join('')}`
}

const NIGHT = '#2a1d14'

/** Returns a darker colour, for edges, lids and undersides. */
export const shade = (colour: Colour, depth = 0.28): string => mix(COLOURS[colour], NIGHT, depth)

/** Returns a lighter colour. */
export const tint = (colour: Colour, depth = 0.4): string => mix(COLOURS[colour], '#ffffff', depth)

/** Returns the fill of an upright surface: lighter on the left, darker on the right. See `definitions`. */
export const body = (colour: Colour): string => `url(#${colour})`

/** Returns the gradients that a drawing refers to, with hard steps. */
export function definitions(drawing: string): string {
  const used = new Set([...drawing.matchAll(/url\(#(\w+)\)/g)].map(([, name]) => name))
  return Object.entries(COLOURS)
    .filter(([name]) => used.has(name))
    .map(([name, base]) => {
      const light = mix(base, '#ffffff', 0.3)
      const dark = mix(base, NIGHT, 0.14)
      const steps = [
        [0, base],
        [0.1, base],
        [0.1, light],
        [0.19, light],
        [0.19, base],
        [0.7, base],
        [0.7, dark],
        [1, dark],
      ]
      const stops = steps.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`).join('')
      return `<linearGradient id="${name}">${stops}</linearGradient>`
    })
    .join('')
}

/** Attributes of glass, which is translucent. */
export const GLASS = 'fill="#e9f1ef" fill-opacity=".3" stroke="#b9cac8" stroke-width="3"'

/** A filled path. */
export const shape = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`

/** An open line with round ends: handles, spouts, wires. `width` in the picture's units (400 wide). */
export const line = (d: string, colour: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`

/** A box with round corners. */
export const box = (x: number, y: number, width: number, height: number, fill: string, r = 6): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${r}" fill="${fill}"/>`

/** An ellipse; a circle when `ry` is left out. */
export const oval = (x: number, y: number, rx: number, fill: string, ry = rx): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/** Returns one or two centred lines of a label; long words reduce the font size. */
export function words(text: string, x: number, y: number, width: number, colour: string): string {
  const all = text.split(' ')
  const cut = all.length > 1 && text.length > 9 ? Math.ceil(all.length / 2) : all.length
  const rows = [all.slice(0, cut).join(' '), all.slice(cut).join(' ')].filter(Boolean)
  const longest = Math.max(...rows.map((row) => row.length))
  const size = Math.min(23, Math.round((width / longest) * 1.7))
  const top = y - ((rows.length - 1) * size * 1.15) / 2 + size * 0.34
  return rows
    .map(
      (row, index) =>
        `<text x="${x}" y="${Math.round(top + index * size * 1.15)}" font-family="Georgia,'DejaVu Serif',serif" font-size="${size}" text-anchor="middle" fill="${colour}">${escaped(row)}</text>`,
    )
    .join('')
}

/** A leaf, the mark of teas and of the house. `size` is its length. */
export function leaf(x: number, y: number, size: number, colour: string): string {
  const half = size / 2
  return `<g transform="translate(${x} ${y}) rotate(35)">${shape(
    `M0 ${-half}C${half} ${-half * 0.4} ${half * 0.8} ${half * 0.6} 0 ${half}C${-half * 0.8} ${half * 0.6} ${-half} ${-half * 0.4} 0 ${-half}Z`,
    colour,
  )}${line(`M0 ${-half * 0.5}V${half * 1.3}`, '#ffffff66', 2)}</g>`
}

/** A coffee bean. `size` is its length. */
export function bean(x: number, y: number, size: number, colour: string, turn = 30): string {
  const r = size / 2
  return `<g transform="translate(${x} ${y}) rotate(${turn})">${oval(0, 0, r * 0.68, colour, r)}${line(
    `M0 ${-r * 0.85}C${r * 0.45} ${-r * 0.3} ${-r * 0.45} ${r * 0.3} 0 ${r * 0.85}`,
    '#ffffff55',
    2.5,
  )}</g>`
}
