import { bean, body, box, COLOURS, GLASS, line, oval, type Paint, shade, shape, tint } from './paint.ts'

/** Grinders, scales and the small things of a drawer. The ground is y = 330, the middle x = 200. */

/** A grinder with a crank; `accent` is its knob. */
export function handGrinder({ main, accent }: Paint): string {
  const knurls = [166, 178, 190, 202, 214, 226, 238].map((x) =>
    line(`M${x - 4} 258V296`, shade(main, 0.22), 4),
  )
  return (
    line('M200 122L296 104V84', shade('steel', 0.2), 10) +
    oval(296, 72, 19, COLOURS[accent], 22) +
    box(154, 142, 92, 188, body(main), 12) +
    box(150, 120, 100, 30, shade(main, 0.2), 10) +
    box(154, 240, 92, 6, COLOURS[accent], 0) +
    knurls.join('') +
    box(150, 304, 100, 26, shade(main, 0.24), 9)
  )
}

/** A grinder with a hopper; `accent` is the dial. */
export function electricGrinder({ main, accent }: Paint): string {
  return (
    shape('M152 140H248L232 184H168Z', COLOURS.coffee) +
    bean(182, 152, 26, COLOURS.walnut) +
    bean(206, 150, 26, COLOURS.walnut, -30) +
    bean(226, 156, 24, COLOURS.walnut, 70) +
    `<path d="M134 84H266L238 186H162Z" ${GLASS}/>` +
    box(128, 70, 144, 18, shade(main, 0.3), 8) +
    shape(
      'M144 184H256Q272 184 272 200V318Q272 330 260 330H140Q128 330 128 318V200Q128 184 144 184Z',
      body(main),
    ) +
    oval(200, 220, 25, shade(main, 0.26)) +
    oval(200, 220, 18, COLOURS[accent]) +
    line('M200 220V206', shade(accent, 0.4), 4) +
    `<rect x="156" y="262" width="88" height="62" rx="8" ${GLASS}/>` +
    box(160, 292, 80, 30, COLOURS.coffee, 5)
  )
}

/** A scale with a glass on it; `label` is what it shows. */
export function scale({ main, accent, label }: Paint): string {
  return (
    shape('M150 214H238L232 272H156Z', COLOURS.coffee) +
    `<path d="M142 176H246L236 276H152Z" ${GLASS}/>` +
    line('M244 196C284 192 280 250 238 248', '#c9d8d6', 9) +
    box(92, 276, 216, 16, shade(main, 0.2), 8) +
    box(80, 288, 240, 42, body(main), 12) +
    box(206, 298, 92, 24, '#2c2a2a', 6) +
    `<text x="252" y="317" font-family="monospace" font-size="19" text-anchor="middle" fill="${tint(accent, 0.3)}">${label}</text>` +
    oval(122, 310, 8, COLOURS[accent]) +
    oval(148, 310, 8, COLOURS[accent])
  )
}

/** A meshed basket; `accent` is its rim. */
export function infuser({ main, accent }: Paint): string {
  const mesh = [206, 226, 246, 266, 286].flatMap((y, row) =>
    [150, 170, 190, 210, 230, 250].map((x) => oval(x + (row % 2) * 8 - 4, y, 3.4, shade(main, 0.3))),
  )
  return (
    line('M128 184H76Q66 184 70 200M272 184H324Q334 184 330 200', shade(main, 0.18), 12) +
    shape('M130 184H270L256 308Q254 330 234 330H166Q146 330 144 308Z', body(main)) +
    mesh.join('') +
    box(122, 168, 156, 22, COLOURS[accent], 10)
  )
}

/** A bamboo whisk, tied in `accent`. */
export function whisk({ main, accent }: Paint): string {
  const tines = [-70, -52, -34, -17, 0, 17, 34, 52, 70].map((x) =>
    line(`M${200 + x * 0.3} 232C${200 + x} 190 ${200 + x} 150 ${200 + x * 0.8} 112`, tint(main, 0.2), 5),
  )
  return (
    tines.join('') +
    line('M170 214H230', COLOURS[accent], 6) +
    shape('M174 216H226L232 330H168Z', body(main)) +
    line('M170 262H230', shade(main, 0.2), 4)
  )
}

/** A brush with hair of `accent`. */
export function brush({ main, accent }: Paint): string {
  const hair = [-30, -18, -6, 6, 18, 30].map((x) =>
    line(`M${200 + x * 0.8} 236L${200 + x} 318`, shade(accent, 0.1), 10),
  )
  return (
    hair.join('') +
    box(166, 206, 68, 36, COLOURS.brass, 6) +
    shape('M176 206C176 150 186 120 186 84Q200 68 214 84C214 120 224 150 224 206Z', body(main))
  )
}

/** A dial on a probe; `accent` is the hot end. */
export function thermometer({ main, accent }: Paint): string {
  return (
    line('M200 210V322', shade('steel', 0.1), 8) +
    oval(200, 148, 72, shade(main, 0.2)) +
    oval(200, 148, 60, COLOURS.white) +
    line('M158 166A46 46 0 0 1 200 102', COLOURS.sky, 8) +
    line('M208 103A46 46 0 0 1 242 166', COLOURS[accent], 8) +
    line('M200 148L226 122', COLOURS.charcoal, 6) +
    oval(200, 148, 9, COLOURS.charcoal)
  )
}

/** Two rings of `main` and a sieve of `accent`. */
export function rings({ main, accent }: Paint): string {
  const ring = (x: number, y: number, r: number, colour: string) =>
    `<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${r * 0.94}" fill="none" stroke="${colour}" stroke-width="20"/>`
  return (
    ring(148, 254, 62, COLOURS[main]) +
    ring(252, 254, 62, shade(main, 0.12)) +
    oval(200, 176, 54, COLOURS[accent]) +
    [-24, -8, 8, 24]
      .flatMap((x) => [-24, -8, 8, 24].map((y) => oval(200 + x, 176 + y, 4, shade(accent, 0.36))))
      .join('')
  )
}

/** An open tub with a bar of `accent` across. */
export function knockBox({ main, accent }: Paint): string {
  return (
    shape('M124 200H276L268 316Q267 330 254 330H146Q133 330 132 316Z', body(main)) +
    oval(200, 200, 76, shade(main, 0.34), 18) +
    line('M126 198H274', COLOURS[accent], 17) +
    box(128, 304, 144, 26, shade(main, 0.3), 10)
  )
}

/** Folded cloths with stripes of `accent`. */
export function cloth({ main, accent }: Paint): string {
  const fold = (y: number) =>
    box(100, y, 200, 40, body(main), 14) + line(`M112 ${y + 20}H288`, COLOURS[accent], 4)
  return (
    [290, 252, 214].map(fold).join('') +
    shape('M196 216H276V300L262 290L248 300L234 290L220 300L206 290L196 300Z', COLOURS.white) +
    line('M206 240H266M206 258H266', COLOURS[accent], 4)
  )
}

/** A knife; `main` is the handle, `accent` its rivets. */
export function slicer({ main, accent }: Paint): string {
  return `<g transform="rotate(38 200 220)">${shape('M186 60L214 60Q232 130 220 212H186Z', 'url(#steel)')}${line('M216 66Q230 132 219 208', '#ffffff', 3)}${box(
    182,
    210,
    42,
    118,
    body(main),
    14,
  )}${oval(203, 240, 5, COLOURS[accent])}${oval(203, 296, 5, COLOURS[accent])}</g>`
}

/** A glass between two boards; the sand is `main`, the wood `accent`. */
export function sandTimer({ main, accent }: Paint): string {
  return (
    shape('M166 268Q200 236 234 268L244 308H156Z', COLOURS[main]) +
    shape('M162 136H238L204 178H196Z', COLOURS[main]) +
    line('M200 176V262', COLOURS[main], 4) +
    `<path d="M146 108H254C254 158 214 176 210 206C214 236 254 256 254 308H146C146 256 186 236 190 206C186 176 146 158 146 108Z" ${GLASS}/>` +
    line('M134 110V308M266 110V308', shade(accent, 0.12), 9) +
    box(120, 92, 160, 22, body(accent), 8) +
    box(120, 306, 160, 24, body(accent), 8)
  )
}
