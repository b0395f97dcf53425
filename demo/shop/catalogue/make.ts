import type { Picture } from '../pictures/draw.ts'
import type { Colour } from '../pictures/paint.ts'

/** A variant of an item: what is added to the cart. */
export type Variant = {
  id: string
  sku: string
  /** '' when the item has one variant only. */
  option: string
  /** In cents. */
  price: number
  /** What the shop pays for it, in cents. */
  cost: number
  /** Pieces in the warehouse. */
  stock: number
  availability: 'in_stock' | 'out_of_stock' | 'backorder'
  /** The picture in this variant's colour, or else the item's picture. */
  picture: Picture
  /** Whether `picture` differs from the item's. */
  own_picture: boolean
  /** Attributes of this variant, in addition to those of the item. */
  attributes: Readonly<Record<string, string>>
}

/** An item of the catalogue with its variants. */
export type Item = {
  id: string
  title: string
  brand: string
  /** The path from the department, such as `['Tea', 'Loose leaf', 'Green']`. */
  category: readonly string[]
  description: string
  attributes: Readonly<Record<string, string>>
  tags: readonly string[]
  /** Name shared by items that could replace each other; '' for none. It is used only here and in no file. */
  family: string
  /** Days that one piece lasts; 0 for durable items. */
  replenish_days: number
  /** A warning that the law requires wherever the item is offered; '' for none. */
  disclosure: string
  /** Years; 0 without a limit. */
  age_limit: number
  published: boolean
  gift_card: boolean
  variants: readonly [Variant, ...Variant[]]
}

/** An option of an item. `times` is its price divided by the item's, 1 by default. */
export type Option = {
  name: string
  times?: number
  colour?: Colour
  attributes?: Record<string, string>
}

/** An item as the catalogue files define it, with defaults for missing fields. Prices in euros. */
export type Draft = {
  id: string
  title: string
  price: number
  cost: number
  about: string
  picture: readonly [drawing: Picture['drawing'], main: Colour, accent: Colour, label?: string]
  brand?: string
  options?: readonly [Option, ...Option[]]
  /** `key=value;key=value` */
  attributes?: string
  tags?: string
  family?: string
  replenish_days?: number
  disclosure?: string
  age_limit?: number
  /** Pieces of each variant; a plausible number by default. */
  stock?: number
  backorder?: boolean
  unpublished?: boolean
  gift_card?: boolean
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Returns the same stock for an id in every run, so that the files do not change. */
const pieces = (id: string) =>
  6 + ([...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9973, 7) % 70)

const pairs = (text: string) =>
  Object.fromEntries(
    text
      .split(';')
      .map((pair) => pair.split('='))
      .map(([key = '', value = '']) => [key, value])
      .filter(([key]) => key),
  )

function makeVariant(draft: Draft, option: Option, sku: string): Variant {
  const [drawing, main, accent, label = ''] = draft.picture
  const id = `${draft.id}--${slug(option.name) || 'one'}`
  const stock = draft.stock ?? pieces(id)
  const colour = option.colour ?? main
  const times = option.times ?? 1
  return {
    id,
    sku,
    option: option.name,
    // Prices of sizes are rounded to ten cents.
    price: Math.round(draft.price * times * 10) * 10,
    cost: Math.round(draft.cost * times * 100),
    stock,
    availability: stock > 0 ? 'in_stock' : draft.backorder ? 'backorder' : 'out_of_stock',
    picture: { drawing, main: colour, accent, label },
    own_picture: option.colour !== undefined,
    attributes: option.attributes ?? {},
  }
}

/** Creates the items of one category. Their SKUs begin with `code`. */
export function shelf(path: string, code: string, drafts: readonly Draft[]): Item[] {
  return drafts.map((draft, index) => {
    const [first, ...rest] = draft.options ?? [{ name: '' }]
    const sku = (at: number) => `${code}-${String(index + 1).padStart(2, '0')}${at}`
    return {
      id: draft.id,
      title: draft.title,
      brand: draft.brand ?? 'Fern & Kettle',
      category: path.split(' > '),
      description: draft.about,
      attributes: pairs(draft.attributes ?? ''),
      tags: draft.tags?.split(' ') ?? [],
      family: draft.family ?? '',
      replenish_days: draft.replenish_days ?? 0,
      disclosure: draft.disclosure ?? '',
      age_limit: draft.age_limit ?? 0,
      published: !draft.unpublished,
      gift_card: draft.gift_card ?? false,
      variants: [
        makeVariant(draft, first, sku(1)),
        ...rest.map((option, at) => makeVariant(draft, option, sku(at + 2))),
      ],
    }
  })
}

/** Returns one variant per colour; the item's picture has the first colour. */
export function inColours(first: Colour, ...rest: Colour[]): [Option, ...Option[]] {
  const option = (colour: Colour): Option => ({
    name: colour[0]?.toUpperCase() + colour.slice(1),
    colour,
    attributes: { colour },
  })
  return [option(first), ...rest.map(option)]
}

/** Returns one variant per size, each with its price relative to the first. */
export function inSizes(
  key: string,
  first: readonly [string, number],
  ...rest: (readonly [string, number])[]
): [Option, ...Option[]] {
  const option = ([name, times]: readonly [string, number]): Option => ({
    name,
    times,
    attributes: { [key]: name },
  })
  return [option(first), ...rest.map(option)]
}
