import { escapeAttribute } from 'entities'
import { renderToString } from 'preact-render-to-string'
import type { Question } from '../../schema/serving/questions.ts'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import { make as bundle } from '../../widget/view/bundle.ts'
import { make as carousel } from '../../widget/view/carousel.ts'
import { kit } from '../../widget/view/kit.ts'
import { panel } from '../../widget/view/panel.ts'
import { UNTOUCHED } from '../../widget/view/ui.ts'

const LAYOUTS = { grid: panel, list: panel, carousel: carousel(kit), bundle: bundle(kit) }

/**
 * A panel as HTML, drawn as the tag draws it, in a shadow root of its own, without buttons: nothing would listen. The
 * answer stands beside it, so that the tag takes it over without asking; an empty one is hidden.
 * @param origin where the style sheet lies
 */
export function fragmentOf(answer: Recommendation, question: Question, origin: string): string {
  const drawn = LAYOUTS[answer.panel.layout](answer, UNTOUCHED)
  const sheet = `<link rel="stylesheet" href="${origin}/pairwell.css">`
  const root = drawn ? `<template shadowrootmode="open">${sheet}${renderToString(drawn)}</template>` : ''
  const attributes = Object.entries({
    placement: question.placement,
    intent: answer.intent,
    'item-id': question.item_id ?? question.product_id,
    'cart-item-ids': question.cart_item_ids?.join(','),
    limit: question.limit,
  }).map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeAttribute(String(value))}"`))
  // In a script only `</` and `<!--` end or change anything; without `<` there is neither.
  const data = JSON.stringify(answer).replaceAll('<', '\\u003c')
  return `<pairwell-panel${attributes.join('')}${drawn ? '' : ' hidden'}>${root}<script type="application/json">${data}</script></pairwell-panel>`
}
