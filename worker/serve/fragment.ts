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
 * A panel as HTML in a declarative shadow root, as the tag renders it but without buttons, which would do nothing. It includes
 * the answer, so that the tag takes the panel over without a request. An empty panel is hidden.
 * @param origin origin of the style sheet
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
  // Inside a script element only `</` and `<!--` have a meaning; without `<` there is neither.
  const data = JSON.stringify(answer).replaceAll('<', '\\u003c')
  return `<pairwell-panel${attributes.join('')}${drawn ? '' : ' hidden'}>${root}<script type="application/json">${data}</script></pairwell-panel>`
}
