import { expect, it } from 'vitest'
import { newFeatures } from '../../../engine/text/gains/features.ts'
import type { Comparison, Gain } from '../../../engine/text/gains/gain.ts'
import { alternativesOf, type TestItem } from '../alternatives/some-features.ts'

/** Compares two items, the second with the first, in a shop with a few other items. */
function comparison(from: TestItem, to: TestItem): Comparison {
  const others = Array.from({ length: 20 }, (_, n) => ({ title: `Thing ${String.fromCharCode(97 + n)}${n}` }))
  return alternativesOf([from, to, ...others]).compare(0, 1)
}
const ofTitles = (from: string, to: string, prices = [1_000, 1_500]) =>
  comparison({ title: from, price: prices[0] ?? null }, { title: to, price: prices[1] ?? null })
const ofAttributes = (from: TestItem['has'], to: TestItem['has']) =>
  comparison({ title: 'Backpack', ...(from && { has: from }) }, { title: 'Rucksack', ...(to && { has: to }) })

const inWords = ({ kind, attribute, from, to, unit, percent }: Gain) =>
  [kind, attribute, from && `${from} →`, to, unit, percent].filter(Boolean).join(' ')
const gained = ({ gains }: Comparison) => gains.map(inWords)

it.each([
  ['SMALL BONNE JAM JAR T-LIGHT HOLDER', 'LARGE BONNE JAM JAR T-LIGHT HOLDER', ['size small → large']],
  ['PINK CHRISTMAS TREE 30CM', 'BLACK CHRISTMAS TREE 120CM', ['measure 30 → 120 cm']],
  ['Sprite Yoga Strap 6 foot', 'Sprite Yoga Strap 8 foot', ['measure 6 → 8 ft']],
  ['Happy Days puzzle 500pc', 'Happy Days puzzle 1000pc', ['count 500 → 1000', 'unit_price 25']],
  ['Dice, pack of 20', 'Dice, pack of 50', ['count 20 → 50', 'unit_price 40']],
  ['12 PENCILS TALL TUBE', '36 PENCILS TALL TUBE', ['count 12 → 36 pencils', 'unit_price 50']],
  ['Cake stand 2 tier', 'Cake stand 3 tier', ['count 2 → 3 tier']],
  ['Cola 330 ml', 'Cola 1,5 l', ['measure 0.33 → 1.5 l', 'unit_price l 67']],
  ['Weingläser 6er-Set', 'Weingläser 12er-Set', ['count 6 → 12', 'unit_price 25']],
  [
    'Famous classic pressure cooker aluminium',
    'Famous classic pressure cooker stainless steel',
    ['material aluminium → stainless steel'],
  ],
  ['Virgin coconut oil', 'Organic virgin coconut oil', ['word organic']],
])('%s, then %s', (from, to, expected) => {
  expect(gained(ofTitles(from, to))).toEqual(expected)
  expect(ofTitles(from, to)).toMatchObject({ net: true, clear: true, losses: [] })
})

it.each([
  ['nothing said is no size', 'Antique pedestal bowl small', 'Antique pedestal bowl'],
  ['nothing said is not one', 'Rainbow pencils', 'Rainbow pencils, set of 12'],
  ['a metal may be a colour', 'Filigree drop earrings silver', 'Filigree drop earrings gold'],
  ['a class of materials is not better than its member', 'Zinc heart decoration', 'Metal heart decoration'],
  ['what is worn has a fit', 'Linen shirt small', 'Linen shirt large'],
  ['diapers too', 'Comfort diapers medium', 'Comfort diapers large'],
  ['so have dogs', 'Dry food small breed puppy', 'Dry food large breed puppy'],
  ['dimensions are no pieces', 'Paper napkins 25x25cm', 'Paper napkins 33x33cm'],
  ['ages are no pieces', 'Wooden puzzle, ages 3-5', 'Wooden puzzle, ages 6-8'],
  ['nor are months', 'Baby grow 0-6 months', 'Baby grow 6-12 months'],
  ['nor years', 'Wall calendar 2023', 'Wall calendar 2024'],
  ['nor scales', 'Model car 1:43', 'Model car 1:18'],
  ['nor decades', "Tin sign 50's", "Tin sign 70's"],
  ['nor what is numbered', 'Door sign no. 2', 'Door sign no. 5'],
  ['nor shares', 'Dark chocolate 70 %', 'Dark chocolate 85 %'],
  ['nor places', 'Giant banner 21st birthday', 'Giant banner 30th birthday'],
  ['a colour is not counted', '12 pink hens', '15 pink hens'],
  ['two lengths may mean anything', 'Rug 60 cm 2 m', 'Rug 80 cm 3 m'],
  ['mini to small is no step', 'Terracotta pot mini', 'Terracotta pot small'],
  ['a vague word says nothing alone', 'Shaving cream', 'Shaving cream premium'],
  ['a weight is not compared with a volume', 'Honey 100 g', 'Honey 500 ml'],
  ['other things are not compared', 'Set of 6 butterfly lights', 'Set of 10 wooden spoons'],
])('%s: %s, then %s', (_, from, to) => {
  expect(ofTitles(from, to)).toMatchObject({ gains: [], net: false, clear: false })
})

it('an inch is read as a measure first', () => {
  expect(gained(ofTitles('Birthday banner 30 Inch', 'Birthday banner 60"'))).toEqual(['measure 30 → 60 in'])
})

it('a vague word counts only beside a second gain', () => {
  expect(gained(ofTitles('Shaving cream 100 ml', 'Premium shaving cream 200 ml', [1_000, 2_100]))).toEqual([
    'measure 100 → 200 ml',
    'word premium',
  ])
})

it('a lower price per unit is stated from 5 % on, and only where the price buys more units', () => {
  const percent = (price: number) =>
    ofTitles('Dice, pack of 10', 'Dice, pack of 20', [1_000, price]).gains.find(
      ({ kind }) => kind === 'unit_price',
    )?.percent
  expect([percent(1_500), percent(1_900), percent(1_920), percent(2_100)]).toEqual([
    25,
    5,
    undefined,
    undefined,
  ])
  expect(gained(ofTitles('Vase 20 cm', 'Vase 40 cm'))).toEqual(['measure 20 → 40 cm'])
})

it('one more of several values is a gain, one fewer a loss', () => {
  const both = ofAttributes({ features: 'Waterproof, Padded' }, { features: 'Waterproof|Wheeled|Lockable' })
  expect(gained(both)).toEqual(['attribute features Wheeled', 'attribute features Lockable'])
  expect(both.losses.map(inWords)).toEqual(['attribute features Padded'])
  expect(both).toMatchObject({ net: true, clear: true })
})

it('as many losses as gains may be gaps in the catalogue: counted, but not stated', () => {
  const swap = ofAttributes({ features: 'Padded, Lid' }, { features: 'Wheeled, Lid' })
  expect(swap).toMatchObject({ net: true, clear: false })
})

it('a matter of taste is no gain, unless the merchant says so', () => {
  const [from, to] = [
    { climate: 'Cool, Mild', colour: 'red' },
    { climate: 'Cool, Mild, Rainy', colour: 'blue, red' },
  ]
  expect(ofAttributes(from, to).gains).toEqual([])
  expect(newFeatures(from, to, new Set(['climate'])).map(inWords)).toEqual(['attribute climate Rainy'])
  expect(ofAttributes({ weight: '2 kg' }, { weight: '3 kg' }).gains).toEqual([])
})

it('an attribute that the merchant did not fill in is unknown', () => {
  expect(
    ofAttributes({ features: 'Padded' }, { features: 'Padded', pockets: 'Laptop, Bottle' }).gains,
  ).toEqual([])
  expect(ofAttributes({}, { waterproof: 'Yes' }).gains).toEqual([])
  expect(ofAttributes({}, { constructor: 'Oak, Pine' }).gains).toEqual([])
})

it.each([
  ['a yes for a no', { waterproof: 'No' }, { waterproof: 'Yes' }, ['attribute waterproof']],
  ['in other languages', { wasserdicht: 'nein' }, { wasserdicht: 'ja' }, ['attribute wasserdicht']],
  ['more of a unit', { capacity: '20 l' }, { capacity: '30 l' }, ['measure capacity 20 → 30 l']],
  ['a comma in a number', { volume: '0,5 l' }, { volume: '0,75 l' }, ['measure volume 0.5 → 0.75 l']],
  [
    'a better material',
    { material: 'Cotton, Elastane' },
    { material: 'Merino, Elastane' },
    ['material material cotton → merino'],
  ],
  [
    'a material with a name',
    { material: 'Wool' },
    { material: 'Wool, CoolTech&trade;' },
    ['material material CoolTech'],
  ],
  ['another value of one', { lens: 'Round' }, { lens: 'Oval' }, []],
  ['another plain material', { material: 'Canvas' }, { material: 'Mesh' }, []],
  [
    'imitation is not leather',
    { material: 'Faux leather' },
    { material: 'Leather' },
    ['material material faux leather → leather'],
  ],
])('attributes: %s', (_, from, to, expected) => {
  expect(gained(ofAttributes(from, to))).toEqual(expected)
})

it('a title that repeats an attribute gains once', () => {
  const sofa = (wood: string): TestItem => ({ title: `Bergen corner sofa ${wood}`, has: { material: wood } })
  expect(gained(comparison(sofa('pine'), sofa('oak')))).toEqual(['material pine → oak'])
})
