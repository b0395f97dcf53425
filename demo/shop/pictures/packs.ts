import { bean, body, box, COLOURS, leaf, line, oval, type Paint, shade, shape, tint, words } from './paint.ts'

/** Bags, tins, bottles and boxes. The ground is y = 330, the middle x = 200. */

/** Unbleached paper. */
const PAPER = '#f0e6d4'

/** A bag of beans; the beans on its label are in `accent`. */
export function bag({ main, accent, label }: Paint): string {
  return (
    shape('M126 96H274V130H126Z', shade(main, 0.18)) +
    shape('M122 128H278L288 318Q289 330 277 330H123Q111 330 112 318Z', body(main)) +
    box(112, 118, 176, 14, COLOURS.brass, 7) +
    box(142, 176, 116, 122, COLOURS.white, 6) +
    box(142, 176, 116, 12, COLOURS[accent], 5) +
    bean(188, 216, 34, COLOURS[accent]) +
    bean(214, 212, 26, shade(accent, 0.2), -24) +
    words(label, 200, 262, 104, COLOURS.coffee)
  )
}

/** A tin of leaves; lines and leaf of the label are in `accent`. */
export function tin({ main, accent, label }: Paint): string {
  return (
    box(128, 128, 144, 202, body(main), 12) +
    box(120, 98, 160, 40, shade(main, 0.2), 10) +
    line('M126 138H274', shade(main, 0.36), 3) +
    box(128, 176, 144, 116, COLOURS.white, 0) +
    line('M128 180H272M128 288H272', COLOURS[accent], 3) +
    leaf(200, 212, 40, COLOURS[accent]) +
    words(label, 200, 258, 126, COLOURS.coffee)
  )
}

/** A bag with a window that shows `accent`. */
export function pouch({ main, accent, label }: Paint): string {
  return (
    line('M286 326L306 210M300 328L326 222', COLOURS.walnut, 12) +
    shape('M128 106H272L284 318Q285 330 273 330H127Q115 330 116 318Z', body(main)) +
    box(122, 96, 156, 24, shade(main, 0.24), 5) +
    box(142, 150, 116, 86, COLOURS.white, 6) +
    words(label, 200, 193, 104, COLOURS.coffee) +
    oval(200, 280, 32, COLOURS.white) +
    oval(200, 280, 26, COLOURS[accent]) +
    [176, 192, 208, 222].map((x, index) => oval(x, 272 + (index % 2) * 14, 6, shade(accent, 0.3))).join('')
  )
}

/** A box with a paper cone on top; `accent` is its sign. */
export function filterBox({ main, accent, label }: Paint): string {
  return (
    shape('M136 190L150 92Q200 78 250 92L264 190Z', COLOURS.white) +
    shape('M152 190L168 100Q200 92 250 92L264 190Z', PAPER) +
    line('M200 88V190', '#d9ccb4', 3) +
    box(116, 176, 168, 154, body(main), 8) +
    shape('M116 190Q200 214 284 190V184Q284 176 276 176H124Q116 176 116 184Z', shade(main, 0.16)) +
    shape('M178 226H222L206 258H194Z', COLOURS[accent]) +
    words(label, 200, 294, 150, COLOURS.white)
  )
}
/** A box of round papers; `accent` is its sign. */
export function discBox({ main, accent, label }: Paint): string {
  const disc = (y: number) => oval(200, y, 66, COLOURS.white, 14) + oval(200, y, 66, '#00000010', 14)
  return (
    [172, 160, 148].map(disc).join('') +
    oval(200, 146, 66, COLOURS.white, 14) +
    box(124, 166, 152, 164, body(main), 10) +
    oval(200, 232, 30, COLOURS[accent]) +
    oval(200, 232, 19, COLOURS[main]) +
    words(label, 200, 296, 134, COLOURS.white)
  )
}

/** A labelled bottle; `accent` is cap and lines. */
export function bottle({ main, accent, label }: Paint): string {
  return (
    box(182, 72, 36, 30, COLOURS[accent], 6) +
    shape(
      'M184 98H216V150Q252 170 252 204V316Q252 330 238 330H162Q148 330 148 316V204Q148 170 184 150Z',
      body(main),
    ) +
    box(148, 210, 104, 86, COLOURS.white, 0) +
    line('M148 216H252M148 290H252', COLOURS[accent], 3) +
    words(label, 200, 253, 94, COLOURS.coffee)
  )
}

/** A jar with content of colour `main`; `accent` is the lid. */
export function jar({ main, accent, label }: Paint): string {
  return (
    box(126, 164, 148, 166, body(main), 26) +
    box(132, 128, 136, 40, body(accent), 8) +
    line('M140 148H260', shade(accent, 0.2), 4) +
    shape('M148 208H252V288H148Z', COLOURS.white) +
    words(label, 200, 248, 96, COLOURS.coffee)
  )
}

/** A white tub, lid and label in `main`. */
export function tub({ main, accent, label }: Paint): string {
  return (
    shape('M130 150H270L262 318Q261 330 248 330H152Q139 330 138 318Z', body('white')) +
    box(120, 120, 160, 38, body(main), 10) +
    shape('M132 196H268L264 288H136Z', COLOURS[main]) +
    oval(200, 222, 14, COLOURS[accent]) +
    words(label, 200, 262, 116, COLOURS.white)
  )
}

/** A container with a window on beans; `accent` is the lid. */
export function canister({ main, accent }: Paint): string {
  return (
    line('M274 168Q300 168 296 206', shade('steel', 0.2), 7) +
    box(124, 142, 152, 188, body(main), 14) +
    box(118, 112, 164, 38, body(accent), 12) +
    oval(200, 110, 22, shade(accent, 0.2), 10) +
    box(170, 196, 60, 92, tint(main, 0.7), 30) +
    bean(192, 262, 30, COLOURS.coffee) +
    bean(212, 246, 26, COLOURS.walnut, -20) +
    bean(196, 234, 24, COLOURS.coffee, 60)
  )
}

/** A container without a window, marked with a leaf; `accent` is the lid. */
export function caddy({ main, accent }: Paint): string {
  return (
    box(130, 152, 140, 178, body(main), 14) +
    box(124, 122, 152, 38, body(accent), 12) +
    oval(200, 120, 20, shade(accent, 0.2), 10) +
    leaf(200, 244, 58, tint(main, 0.6))
  )
}

/** A box with a ribbon of `accent`. */
export function giftBox({ main, accent }: Paint): string {
  return (
    shape('M200 150C150 70 110 120 200 156C290 120 250 70 200 150Z', COLOURS[accent]) +
    shape('M200 152C168 108 146 128 200 154C254 128 232 108 200 152Z', shade(accent, 0.24)) +
    box(104, 186, 192, 144, body(main), 6) +
    box(92, 152, 216, 46, shade(main, 0.14), 6) +
    box(184, 152, 32, 178, COLOURS[accent], 0) +
    leaf(260, 262, 34, tint(main, 0.3))
  )
}

/** A book with its title; `accent` is the round on the cover. */
export function book({ main, accent, label }: Paint): string {
  return (
    box(118, 100, 176, 230, COLOURS.white, 6) +
    shape('M286 108H296V326H286Z', '#e0d4bd') +
    box(108, 92, 178, 238, body(main), 8) +
    box(108, 92, 22, 238, shade(main, 0.24), 6) +
    words(label, 210, 156, 140, COLOURS.white) +
    oval(208, 252, 46, COLOURS[accent]) +
    bean(200, 252, 46, shade(main, 0.3)) +
    leaf(232, 244, 34, COLOURS.white)
  )
}

/** Two cards, the front one with its words. */
export function giftCard({ main, accent, label }: Paint): string {
  return (
    `<g transform="rotate(8 200 250)">${box(92, 190, 230, 146, shade(main, 0.3), 14)}</g>` +
    `<g transform="rotate(-5 200 240)">${box(84, 166, 232, 148, body(main), 14)}${box(84, 200, 232, 12, COLOURS[accent], 0)}${leaf(
      270,
      266,
      52,
      COLOURS[accent],
    )}${words(label, 164, 262, 132, COLOURS.white)}</g>`
  )
}
