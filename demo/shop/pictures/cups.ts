import { body, box, COLOURS, GLASS, line, oval, type Paint, shade, shape, tint } from './paint.ts'

/** Cups and tableware. The ground is y = 330, the middle x = 200. */

/** A mug, its foot dipped in `accent`. */
export function mug({ main, accent }: Paint): string {
  return (
    line('M270 206C342 196 336 296 264 288', shade(main, 0.1), 18) +
    shape('M122 176H278L270 304Q268 330 242 330H158Q132 330 130 304Z', body(main)) +
    shape('M128 272H272L270 304Q268 330 242 330H158Q132 330 130 304Z', COLOURS[accent], 'opacity=".55"') +
    oval(200, 176, 78, tint(main, 0.35), 15) +
    oval(200, 178, 66, COLOURS.coffee, 10)
  )
}

/** A cup of `main` on a saucer of `accent`. */
export function cup({ main, accent }: Paint): string {
  return (
    line('M266 224C322 216 318 284 258 276', shade(main, 0.1), 15) +
    shape('M126 204H274C274 268 246 310 226 314H174C154 310 126 268 126 204Z', body(main)) +
    oval(200, 204, 74, tint(main, 0.35), 14) +
    oval(200, 206, 62, COLOURS.coffee, 9) +
    shape('M174 206Q200 192 226 206Q200 218 174 206Z', COLOURS.kraft) +
    shape('M84 312H316Q306 330 276 330H124Q94 330 84 312Z', body(accent))
  )
}

/** A bowl of `main`, filled with `accent`. */
export function bowl({ main, accent }: Paint): string {
  return (
    shape('M104 220H296C296 290 252 318 236 322V330H164V322C148 318 104 290 104 220Z', body(main)) +
    shape('M106 232Q150 262 196 240T294 240V220H104Z', tint(main, 0.3), 'opacity=".6"') +
    oval(200, 220, 96, shade(main, 0.18), 20) +
    oval(200, 223, 82, COLOURS[accent], 14)
  )
}

/** Two glasses with ice, filled with `accent`; `main` is the straw. */
export function glasses({ main, accent }: Paint): string {
  const glass = (x: number, y: number) =>
    shape(`M${x + 8} ${y + 40}H${x + 96}L${x + 88} 326H${x + 16}Z`, COLOURS[accent], 'opacity=".8"') +
    box(x + 22, y + 50, 30, 30, '#ffffff77', 6) +
    box(x + 54, y + 66, 28, 28, '#ffffff66', 6) +
    `<path d="M${x} ${y}H${x + 104}L${x + 92} 330H${x + 12}Z" ${GLASS}/>`
  return line('M262 110L240 220', COLOURS[main], 7) + glass(196, 176) + glass(98, 190)
}

/** A pile of plates, every second one in `accent`. */
export function saucers({ main, accent }: Paint): string {
  const plate = (y: number, fill: string) =>
    shape(`M84 ${y}H316Q304 ${y + 22} 262 ${y + 22}H138Q96 ${y + 22} 84 ${y}Z`, fill)
  return (
    [308, 290, 272, 254].map((y, index) => plate(y, body(index % 2 ? accent : main))).join('') +
    oval(200, 254, 116, tint(main, 0.35), 20) +
    oval(200, 256, 60, shade(main, 0.08), 9)
  )
}

/** Three spoons of `main`, the middle one in front. */
export function spoons({ main }: Paint): string {
  const spoon = (x: number, turn: number, colour: string) =>
    `<g transform="rotate(${turn} ${x} 220)">${line(`M${x} 170V322`, colour, 11)}${oval(x, 136, 27, colour, 38)}${oval(x - 4, 138, 17, '#ffffff33', 28)}</g>`
  return spoon(160, -13, shade(main, 0.14)) + spoon(240, 13, shade(main, 0.14)) + spoon(200, 0, COLOURS[main])
}

/** A milk jug; `accent` is the handle. */
export function jug({ main, accent }: Paint): string {
  return (
    line('M264 176C338 170 330 296 272 292', COLOURS[accent], 15) +
    shape('M142 154L102 138Q112 178 140 206Z', shade(main, 0.12)) +
    shape(
      'M138 150H262C268 206 284 240 280 316Q279 330 266 330H134Q121 330 120 316C116 240 132 206 138 150Z',
      body(main),
    ) +
    oval(200, 150, 62, shade(main, 0.24), 12) +
    oval(200, 152, 52, COLOURS.white, 8)
  )
}

/** A tray of `main` that carries a cup of `accent`. */
export function tray({ main, accent }: Paint): string {
  return (
    line('M92 296C64 262 60 258 92 262M308 296C336 262 340 258 308 262', shade(main, 0.2), 11) +
    shape('M128 216H206C206 262 190 284 180 288H154C144 284 128 262 128 216Z', body(accent)) +
    oval(167, 216, 39, COLOURS.coffee, 8) +
    line('M204 228C236 226 232 262 198 260', COLOURS[accent], 9) +
    box(232, 226, 46, 62, body('white'), 8) +
    shape('M72 286H328L312 324Q309 330 300 330H100Q91 330 88 324Z', body(main)) +
    line('M72 288H328', tint(main, 0.3), 6)
  )
}

/** A travel cup; `accent` is the band. */
export function flask({ main, accent }: Paint): string {
  return (
    shape('M144 158H256L248 316Q247 330 234 330H166Q153 330 152 316Z', body(main)) +
    box(147, 216, 106, 44, COLOURS[accent], 4) +
    shape('M138 132H262L258 160H142Z', shade(main, 0.3)) +
    box(152, 110, 96, 26, shade(main, 0.4), 10)
  )
}
