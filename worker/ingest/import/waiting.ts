import type { Reading } from './format.ts'
import { type Fragment, type ItemFragment, isItem } from './fragments.ts'
import { RowProblem } from './problems.ts'

/** Maximum variants waiting for their item at once, and characters of their texts: about 40 MB. */
const MAX_WAITING = 100_000
const MAX_WAITING_TEXT = 10_000_000

const textOf = ({ fragment: { variant } }: Waiting): number =>
  (variant?.title?.length ?? 0) + (variant?.image_url?.length ?? 0)

type Waiting = NonNullable<Reading['awaits']>

/** A variant's own title ("Hoodie, red, L") must not become the item's title; that it needs a choice concerns the item. */
const under = (key: string, fragment: ItemFragment): ItemFragment => {
  const { action } = fragment.fields
  return { ...fragment, key, fields: action === undefined ? {} : { action } }
}

/**
 * Adds rows to the item to which they belong: variants to the item that another row names, before or after them, and translations
 * to the item in the first language of the file. Shop systems write products before or after their variants, and refer to them by
 * id or SKU.
 */
export class Parents {
  private readonly keys = new Map<string, string>()
  private readonly waiting = new Map<string, Waiting[]>()
  private count = 0
  private texts = 0
  /** Keys of items by the groups of their translations. */
  private readonly groups = new Map<string, string>()
  private readonly languages = new Map<string, string>()

  /**
   * The fragments of a row, each under the key of its item, together with variants that waited for it. Variants without an item so
   * far are kept back.
   * @throws {RowProblem} `too_many_waiting`
   */
  place(reading: Reading): { fragments: readonly Fragment[]; isTranslation: boolean } {
    const { fragments = [], names = [], awaits, translates } = reading
    const [first] = fragments
    const original = translates && first && this.originalOf(first.key, translates)
    const own =
      original === undefined
        ? fragments
        : fragments.filter(isItem).map((one) => translated(one, original, translates?.language ?? ''))
    const met = first ? this.meet(original ?? first.key, names) : []
    const found = awaits && this.find(awaits)
    return {
      fragments: [...own, ...met, ...(found ? [found] : [])],
      isTranslation: original !== undefined,
    }
  }

  /** Ends the file; returns the variants whose item never appeared. */
  orphans(): Waiting[] {
    const left = [...this.waiting.values()].flat()
    this.waiting.clear()
    this.count = 0
    return left
  }

  /** The item of which this one is the translation; undefined for the first of a group, and for items of the same language. */
  private originalOf(
    key: string,
    { language, groups }: NonNullable<Reading['translates']>,
  ): string | undefined {
    const original = groups.map((group) => this.groups.get(group)).find((one) => one !== undefined)
    if (original !== undefined && original !== key && this.languages.get(original) !== language)
      return original
    for (const group of groups) if (!this.groups.has(group)) this.groups.set(group, key)
    this.languages.set(key, language)
    return undefined
  }

  /** Registers an item's names; returns the variants that waited for one of them. */
  private meet(key: string, names: readonly string[]): ItemFragment[] {
    return names.flatMap((name) => {
      if (!this.keys.has(name)) this.keys.set(name, key)
      const waited = this.waiting.get(name) ?? []
      this.waiting.delete(name)
      this.count -= waited.length
      for (const one of waited) this.texts -= textOf(one)
      return waited.map((variant) => this.joined(key, variant))
    })
  }

  /** The variant under its item's key, or undefined while that item has not appeared. */
  private find(variant: Waiting): ItemFragment | undefined {
    const key = this.keys.get(variant.name)
    if (key !== undefined) return this.joined(key, variant)
    if (this.count >= MAX_WAITING || this.texts > MAX_WAITING_TEXT) {
      if (variant.orphan === 'own item') return variant.fragment
      throw new RowProblem(
        'too_many_waiting',
        '',
        `Too many variants (${MAX_WAITING}, or fewer with long texts) come before their product. Sort the file so that products come first.`,
      )
    }
    const others = this.waiting.get(variant.name)
    if (others) others.push(variant)
    else this.waiting.set(variant.name, [variant])
    this.count += 1
    this.texts += textOf(variant)
    return undefined
  }

  /** The variant as one of its item; the translation of a variant is only another name. */
  private joined(key: string, { fragment, language }: Waiting): ItemFragment {
    const ofItem = this.languages.get(key)
    if (language === undefined || ofItem === undefined || language === ofItem) return under(key, fragment)
    const { row, variant } = fragment
    return { key, row, fields: variant ? { aliases: [variant.variant_id] } : {} }
  }
}

/** The row of a translation as a part of its item: another name, and texts if it is published. */
function translated({ key, row, fields }: ItemFragment, original: string, language: string): ItemFragment {
  const { title, url, published } = fields
  const text = title !== undefined && published !== false && { title, ...(url !== undefined && { url }) }
  return {
    key: original,
    row,
    fields: { aliases: [key], ...(text && { translations: { [language]: text } }) },
  }
}
