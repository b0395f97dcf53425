import type { Placement, Recommendation, Source } from '../schema/recommendations.ts'

type Words = {
  titles: Partial<Record<Placement, string>>
  texts: Recommendation['panel']['texts']
  /** `{n}`: one in so many buyers. */
  share: string
  /** More than two of three, and about one of two. */
  most: string
  half: string
  reasons: Record<Source, string>
}

const en: Words = {
  titles: { product: 'Goes well with this', cart: 'Goes well with your cart' },
  texts: {
    add: 'Add to cart',
    adding: 'Adding…',
    added: 'Added',
    failed: 'Could not be added. Try again.',
    add_label: 'Add {title} to cart',
    from: 'from {price}',
  },
  share: 'About 1 in {n} buyers also took it',
  most: 'Most buyers also took it',
  half: 'Every other buyer also took it',
  reasons: {
    pinned: 'Chosen by the shop',
    relation: 'Recommended by the shop',
    mined: 'Often bought together',
    category: 'Often bought with items like these',
    bestseller: 'A favourite in this shop',
  },
}

const de: Words = {
  titles: { product: 'Passt gut dazu', cart: 'Passt gut zu Ihrem Warenkorb' },
  texts: {
    add: 'In den Warenkorb',
    adding: 'Wird hinzugefügt …',
    added: 'Hinzugefügt',
    failed: 'Das hat nicht geklappt. Bitte noch einmal.',
    add_label: '{title} in den Warenkorb legen',
    from: 'ab {price}',
  },
  share: 'Etwa jeder {n}. Käufer nahm es auch',
  most: 'Die meisten Käufer nahmen es auch',
  half: 'Etwa jeder zweite Käufer nahm es auch',
  reasons: {
    pinned: 'Vom Shop ausgesucht',
    relation: 'Vom Shop empfohlen',
    mined: 'Oft zusammen gekauft',
    category: 'Oft mit ähnlichen Artikeln gekauft',
    bestseller: 'Beliebt in diesem Shop',
  },
}

const LANGUAGES: Readonly<Record<string, Words>> = { en, de }

/** The words of a panel: the asked language if we have it, else the shop's, else English. */
export function wordsFor(asked: string | undefined, shop: string): { locale: string; words: Words } {
  for (const locale of [asked, shop]) {
    const words = locale === undefined ? undefined : LANGUAGES[locale.split('-')[0]?.toLowerCase() ?? '']
    if (locale !== undefined && words) return { locale, words }
  }
  return { locale: 'en', words: en }
}

/** Why an item is here, as a sentence that a shopper reads. */
export function reasonOf(words: Words, source: Source, share: number | undefined): string {
  if (source !== 'mined' || share === undefined) return words.reasons[source]
  if (share === 1) return words.most
  return share === 2 ? words.half : words.share.replace('{n}', String(share))
}
