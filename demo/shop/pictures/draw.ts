import {
  coldBottle,
  dripper,
  hourglass,
  moka,
  pitcher,
  plunger,
  press,
  solidPress,
  stand,
} from './brewers.ts'
import { bowl, cup, flask, glasses, jug, mug, saucers, spoons, tray } from './cups.ts'
import {
  bag,
  book,
  bottle,
  caddy,
  canister,
  discBox,
  filterBox,
  giftBox,
  giftCard,
  jar,
  pouch,
  tin,
  tub,
} from './packs.ts'
import { type Colour, definitions, mix, type Paint } from './paint.ts'
import { glassTeapot, gooseneck, ironTeapot, jugKettle, stovetop, teapot } from './pots.ts'
import {
  brush,
  cloth,
  electricGrinder,
  handGrinder,
  infuser,
  knockBox,
  rings,
  sandTimer,
  scale,
  slicer,
  thermometer,
  whisk,
} from './tools.ts'

const DRAWINGS = {
  bag,
  book,
  bottle,
  bowl,
  brush,
  caddy,
  canister,
  cloth,
  coldBottle,
  cup,
  discBox,
  dripper,
  electricGrinder,
  filterBox,
  flask,
  giftBox,
  giftCard,
  glasses,
  glassTeapot,
  gooseneck,
  handGrinder,
  hourglass,
  infuser,
  ironTeapot,
  jar,
  jug,
  jugKettle,
  knockBox,
  moka,
  mug,
  pitcher,
  plunger,
  pouch,
  press,
  rings,
  sandTimer,
  saucers,
  scale,
  slicer,
  solidPress,
  spoons,
  stand,
  stovetop,
  teapot,
  thermometer,
  tin,
  tray,
  tub,
  whisk,
} satisfies Record<string, (paint: Paint) => string>

/** How an item is drawn. `label` is the text on the pack, '' for items without one. */
export type Picture = { drawing: keyof typeof DRAWINGS; main: Colour; accent: Colour; label: string }

/** Background colours by department, so that the pictures of a category match. */
const WALLS: Record<string, string> = {
  Coffee: '#ead9c3',
  Tea: '#dbe3cf',
  Brewing: '#e6ddd0',
  'Grinders & scales': '#d9e0e0',
  Tableware: '#eedcd1',
  Pantry: '#f2e2bd',
  Care: '#d8e4e0',
  Gifts: '#ebd6d2',
}

/** Returns the picture of an item in one colour as SVG, 400 × 400. `department` is the first name of its category. */
export function draw({ drawing, ...paint }: Picture, department: string): string {
  const wall = WALLS[department] ?? '#e6ddd0'
  const thing = DRAWINGS[drawing](paint)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400"><defs>${definitions(
    thing,
  )}</defs><rect width="400" height="400" fill="${wall}"/><circle cx="200" cy="196" r="150" fill="${mix(
    wall,
    '#ffffff',
    0.42,
  )}"/><rect y="312" width="400" height="88" fill="${mix(wall, '#7a5439', 0.16)}"/><ellipse cx="204" cy="331" rx="132" ry="13" fill="${mix(
    wall,
    '#3a2517',
    0.38,
  )}"/><g transform="translate(-20 -33) scale(1.1)">${thing}</g></svg>`
}
