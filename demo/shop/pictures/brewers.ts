import { bean, body, box, COLOURS, GLASS, line, oval, type Paint, shade, shape } from './paint.ts'

/** Coffee makers and jugs. The ground is y = 330, the middle x = 200. */

/** A ribbed cone on a small carafe; `accent` is the handle. */
export function dripper({ main, accent }: Paint): string {
  const ribs = [150, 175, 200, 225, 250].map((x) =>
    line(`M${x} 124L${200 + (x - 200) * 0.5} 204`, shade(main, 0.16), 4),
  )
  return (
    shape('M152 290H248L260 318Q262 330 248 330H152Q138 330 140 318Z', COLOURS.coffee) +
    `<path d="M172 232H228V250Q262 280 264 318Q264 330 250 330H150Q136 330 136 318Q138 280 172 250Z" ${GLASS}/>` +
    line('M276 140C316 138 312 190 258 184', COLOURS[accent], 13) +
    shape('M116 112H284Q288 112 286 118L238 214H162L114 118Q112 112 116 112Z', body(main)) +
    ribs.join('') +
    box(108, 104, 184, 16, shade(main, 0.14), 8) +
    box(146, 214, 108, 16, shade(main, 0.2), 8)
  )
}

/** Brewer and carafe in one; `main` is the collar, `accent` its tie. */
export function hourglass({ main, accent }: Paint): string {
  return (
    shape('M152 270H248L266 316Q268 330 254 330H146Q132 330 134 316Z', COLOURS.coffee) +
    shape('M142 84H258L212 168H188Z', COLOURS.cream) +
    `<path d="M132 78H268L218 188L272 312Q276 330 258 330H142Q124 330 128 312L182 188Z" ${GLASS}/>` +
    shape('M172 158H228L216 188L230 224H170L184 188Z', body(main)) +
    line('M168 192H232', COLOURS[accent], 6) +
    oval(200, 194, 8, shade(accent, 0.1))
  )
}

/** A glass press in a frame; `accent` is knob and handle. */
export function press({ main, accent }: Paint): string {
  return (
    line('M200 66V140', shade('steel', 0.1), 7) +
    oval(200, 60, 14, COLOURS[accent]) +
    line('M268 166C346 160 340 292 268 288', COLOURS[accent], 17) +
    box(140, 200, 120, 120, COLOURS.coffee, 8) +
    box(140, 192, 120, 10, '#a9805c', 4) +
    `<rect x="136" y="138" width="128" height="186" rx="8" ${GLASS}/>` +
    box(128, 300, 144, 32, body(main), 8) +
    box(128, 150, 144, 14, body(main), 5) +
    box(150, 156, 11, 150, body(main), 3) +
    box(240, 156, 11, 150, body(main), 3) +
    shape('M134 140Q200 92 266 140Z', body(main)) +
    box(128, 136, 144, 12, shade(main, 0.18), 6)
  )
}

/** An opaque press; `accent` is the knob. */
export function solidPress({ main, accent }: Paint): string {
  return (
    line('M200 66V120', shade('steel', 0.1), 7) +
    oval(200, 60, 14, COLOURS[accent]) +
    line('M270 166C346 160 340 292 270 288', shade(main, 0.2), 17) +
    shape('M134 150L104 146L134 186Z', shade(main, 0.1)) +
    box(132, 136, 138, 194, body(main), 12) +
    shape('M138 138Q200 92 264 138Z', shade(main, 0.16)) +
    line('M132 164H270', shade(main, 0.22), 4)
  )
}

/** An octagonal moka pot; `accent` is handle and knob. */
export function moka({ main, accent }: Paint): string {
  return (
    line('M270 150H318V250', COLOURS[accent], 17) +
    shape('M132 140L98 134L146 190Z', shade(main, 0.12)) +
    shape('M146 252H254L270 330H130Z', body(main)) +
    shape('M126 132H274L250 236H150Z', body(main)) +
    box(142, 234, 116, 20, shade(main, 0.3), 4) +
    shape('M128 130L184 98H216L272 130Z', shade(main, 0.14)) +
    oval(200, 90, 12, COLOURS[accent]) +
    line('M180 140L188 230', shade(main, 0.12), 4) +
    line('M222 140L214 230', shade(main, 0.12), 4)
  )
}

/** Two tubes and a cup below; `accent` is the marks. */
export function plunger({ main, accent }: Paint): string {
  const marks = [176, 204, 232].map((y) => oval(200, y, 11, COLOURS[accent]))
  return (
    box(140, 70, 120, 14, shade(main, 0.2), 7) +
    box(166, 80, 68, 90, body(main), 4) +
    box(156, 146, 88, 132, body(main), 6) +
    marks.join('') +
    box(124, 266, 152, 14, shade(main, 0.25), 6) +
    shape('M150 280H250L244 318Q242 330 230 330H170Q158 330 156 318Z', body('white')) +
    line('M248 292C282 290 280 320 244 316', COLOURS.white, 9)
  )
}

/** A bottle of cold brew; `main` is the lid. */
export function coldBottle({ main }: Paint): string {
  return (
    shape('M140 214H260V316Q260 326 250 326H150Q140 326 140 316Z', COLOURS.coffee) +
    box(178, 150, 44, 150, '#00000033', 8) +
    `<path d="M168 112H232V146Q266 166 266 200V318Q266 330 252 330H148Q134 330 134 318V200Q134 166 168 146Z" ${GLASS}/>` +
    box(160, 84, 80, 36, body(main), 9) +
    shape('M160 98L132 90L160 116Z', shade(main, 0.1)) +
    box(158, 236, 84, 56, COLOURS.cream, 4) +
    bean(200, 264, 34, COLOURS.coffee)
  )
}

/** A jug of iced tea of colour `accent`; `main` is the lid. */
export function pitcher({ main, accent }: Paint): string {
  const slice = (x: number, y: number) =>
    oval(x, y, 22, COLOURS.honey) +
    oval(x, y, 17, '#f6e3a5') +
    line(`M${x - 15} ${y}H${x + 15}M${x} ${y - 15}V${y + 15}`, COLOURS.honey, 2.5)
  return (
    line('M266 150C350 150 340 280 268 284', '#c9d8d6', 15) +
    shape('M138 190H262L270 318Q270 328 258 328H142Q130 328 130 318Z', COLOURS[accent], 'opacity=".85"') +
    box(150, 214, 40, 40, '#ffffff66', 7) +
    box(204, 258, 38, 38, '#ffffff55', 7) +
    slice(226, 226) +
    slice(166, 286) +
    `<path d="M136 120H264L276 316Q276 330 260 330H140Q124 330 124 316Z" ${GLASS}/>` +
    shape('M138 120L108 112L132 158Z', '#dfeae8', 'stroke="#b9cac8" stroke-width="3"') +
    box(128, 100, 146, 22, body(main), 9)
  )
}

/** A wooden stand of colour `main` that holds a dripper of colour `accent`. */
export function stand({ main, accent }: Paint): string {
  return (
    box(96, 306, 208, 24, body(main), 8) +
    box(108, 150, 18, 160, shade(main, 0.1), 4) +
    box(274, 150, 18, 160, shade(main, 0.1), 4) +
    shape('M154 250H246L240 296Q238 306 228 306H172Q162 306 160 296Z', COLOURS.coffee) +
    `<path d="M150 222H250L242 296Q240 306 228 306H172Q160 306 158 296Z" ${GLASS}/>` +
    shape('M132 96H268L230 166H170Z', body(accent)) +
    box(124, 88, 152, 14, shade(accent, 0.14), 7) +
    box(92, 146, 216, 18, body(main), 6) +
    box(180, 164, 40, 14, shade(accent, 0.2), 5)
  )
}
