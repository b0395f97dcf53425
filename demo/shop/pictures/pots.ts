import { body, box, COLOURS, GLASS, line, oval, type Paint, shade, shape, tint } from './paint.ts'

/** Kettles and teapots. The ground is y = 330, the middle x = 200. */

/** A kettle with a thin spout; `accent` is its handle. */
export function gooseneck({ main, accent }: Paint): string {
  return (
    line('M150 300C96 300 118 205 72 172', shade(main, 0.1), 17) +
    line('M266 205C345 196 338 292 288 300', COLOURS[accent], 17) +
    shape('M158 186H256Q264 186 266 194L288 322H126L148 194Q150 186 158 186Z', body(main)) +
    shape('M160 186Q207 146 254 186Z', shade(main, 0.16)) +
    oval(207, 158, 12, COLOURS[accent]) +
    box(112, 320, 190, 12, COLOURS.charcoal, 6)
  )
}

/** A round kettle for the hob; `accent` is its handle. */
export function stovetop({ main, accent }: Paint): string {
  return (
    line('M120 240C118 108 282 108 280 240', COLOURS[accent], 17) +
    shape('M142 268L84 206Q76 196 88 192L106 192L168 232Z', shade(main, 0.14)) +
    shape(
      'M104 318C92 232 140 200 200 200S308 232 296 318Q295 330 282 330H118Q105 330 104 318Z',
      body(main),
    ) +
    shape('M158 207Q200 176 242 207Q200 216 158 207Z', shade(main, 0.2)) +
    oval(200, 184, 11, COLOURS[accent])
  )
}

/** A tall electric kettle; `accent` is its handle. */
export function jugKettle({ main, accent }: Paint): string {
  return (
    line('M268 160C350 152 346 288 276 296', COLOURS[accent], 19) +
    shape('M142 150L104 158L138 204Z', shade(main, 0.1)) +
    shape('M140 148H262L276 318H126Z', body(main)) +
    box(134, 130, 134, 22, shade(main, 0.22), 10) +
    box(184, 120, 34, 12, COLOURS[accent], 6) +
    box(192, 196, 16, 84, tint(main, 0.55), 8) +
    box(192, 232, 16, 48, COLOURS.sky, 8) +
    box(112, 316, 178, 16, COLOURS.charcoal, 8)
  )
}

/** A round pot; `accent` is the knob. */
export function teapot({ main, accent }: Paint): string {
  return (
    shape('M138 282C88 274 96 214 58 196Q50 190 60 184L82 182C122 192 112 228 150 226Z', shade(main, 0.12)) +
    line('M276 222C346 206 344 300 270 296', shade(main, 0.12), 17) +
    shape(
      'M106 258C106 204 148 182 200 182S294 204 294 258C294 300 262 322 240 330H160C138 322 106 300 106 258Z',
      body(main),
    ) +
    shape('M150 190Q200 152 250 190Q200 202 150 190Z', shade(main, 0.2)) +
    oval(200, 160, 12, COLOURS[accent]) +
    box(158, 324, 84, 8, shade(main, 0.3), 4)
  )
}

/** Cast iron with an arched handle; `accent` is the knob. */
export function ironTeapot({ main, accent }: Paint): string {
  const dots = [224, 244, 264, 284].flatMap((y, row) =>
    [140, 164, 188, 212, 236, 260].map((x) => oval(x + (row % 2) * 10 - 5, y, 4, shade(main, 0.34))),
  )
  return (
    line('M126 224C120 96 280 96 274 224', shade(main, 0.4), 11) +
    shape('M138 272L70 218Q64 208 76 206L96 204L150 234Z', shade(main, 0.16)) +
    shape(
      'M104 264C104 220 144 204 200 204S296 220 296 264C296 306 262 326 244 330H156C138 326 104 306 104 264Z',
      body(main),
    ) +
    dots.join('') +
    shape('M150 210Q200 178 250 210Q200 220 150 210Z', shade(main, 0.24)) +
    oval(200, 186, 10, COLOURS[accent])
  )
}

/** Glass, with tea of colour `accent`; `main` is the lid. */
export function glassTeapot({ main, accent }: Paint): string {
  return (
    line('M280 212C346 206 342 300 268 300', '#c9d8d6', 14) +
    shape(
      'M122 264C84 254 92 206 60 194L84 184C116 196 110 226 140 226Z',
      '#dfeae8',
      'stroke="#b9cac8" stroke-width="3"',
    ) +
    shape(
      'M116 250H284C284 300 262 322 244 330H156C138 322 116 300 116 250Z',
      COLOURS[accent],
      'opacity=".82"',
    ) +
    `<path d="M108 254C108 212 148 190 200 190S292 212 292 254C292 300 262 324 244 330H156C138 324 108 300 108 254Z" ${GLASS}/>` +
    shape('M172 196H228V272Q200 288 172 272Z', COLOURS.steel, 'opacity=".7"') +
    box(148, 178, 104, 16, COLOURS[main], 8) +
    oval(200, 166, 12, COLOURS[main])
  )
}
