import type { Recommendation, RecommendedItem } from '../../schema/serving/recommendations.ts'
import type { Intent } from '../../vocabulary/panels.ts'
import { isSafeLink } from '../../widget/view/safe-link.ts'

const AVAILABILITY: Readonly<Record<RecommendedItem['availability'], string>> = {
  in_stock: 'https://schema.org/InStock',
  backorder: 'https://schema.org/BackOrder',
  out_of_stock: 'https://schema.org/OutOfStock',
}

/** Properties of a product that name items of panels (https://schema.org/Product). */
const PROPERTIES = ['isRelatedTo', 'isSimilarTo'] as const
const propertyOf = (intent: Intent) => (intent === 'complementary' ? 'isRelatedTo' : 'isSimilarTo')

/**
 * The items of panels as relations of a product, in a script of JSON-LD; '' if no item can be named. Items without a link or a price are
 * left out, because search engines report a product without an offer as an error.
 * @param node `@id` of the product in the page's own JSON-LD, an absolute address, with which relative links are resolved
 */
export function relationsOf(answers: readonly Recommendation[], node: string): string {
  const ofProperty = (property: string) =>
    answers
      .filter(({ intent }) => propertyOf(intent) === property)
      .flatMap(({ items }) => items.flatMap((item) => productOf(item, node)))
  const relations = PROPERTIES.map((property) => [property, ofProperty(property)] as const).filter(
    ([, products]) => products.length > 0,
  )
  if (relations.length === 0) return ''
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    '@id': node,
    ...Object.fromEntries(relations),
  }
  // Inside a script element only `</` and `<!--` have a meaning; without `<` there is neither.
  return `<script type="application/ld+json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`
}

function productOf({ title, url, image_url, price, availability }: RecommendedItem, base: string): object[] {
  if (!price || !isSafeLink(url)) return []
  const address = URL.parse(url, base)?.href
  if (!address) return []
  const image = isSafeLink(image_url) && URL.parse(image_url, base)?.href
  const offer = {
    ...{ '@type': 'Offer', url: address, availability: AVAILABILITY[availability] },
    price: (price.amount / 10 ** (price.digits ?? 2)).toFixed(price.digits ?? 2),
    priceCurrency: price.currency,
  }
  return [{ '@type': 'Product', name: title, url: address, ...(image && { image }), offers: offer }]
}
