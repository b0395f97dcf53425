import { escapeAttribute } from 'entities'
import { renderToString } from 'preact-render-to-string'
import type { Question } from '../../schema/serving/questions.ts'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import { Bundle } from '../../widget/view/bundle.tsx'
import { Carousel } from '../../widget/view/carousel.tsx'
import { Panel, Root } from '../../widget/view/panel.tsx'
import { cardsOf } from '../../widget/view/shown.ts'
import { untouched } from '../../widget/view/ui.ts'

const LAYOUTS = { grid: Panel, list: Panel, carousel: Carousel, bundle: Bundle }

/**
 * A panel as HTML in a declarative shadow root, as the tag renders it but without buttons, which would do nothing. It includes
 * the answer, so that the tag takes the panel over without a request. An empty panel is hidden.
 * @param origin origin of the style sheet
 */
export function fragmentOf(answer: Recommendation, question: Question, origin: string): string {
  const hasCards = cardsOf(answer).length > 0
  const drawn = <Root Drawn={LAYOUTS[answer.panel.layout]} shown={answer} ui={untouched()} />
  const sheet = `<link rel="stylesheet" href="${origin}/pairwell.css">`
  const root = hasCards ? `<template shadowrootmode="open">${sheet}${renderToString(drawn)}</template>` : ''
  const attributes = Object.entries({
    placement: question.placement,
    intent: answer.intent,
    'item-id': question.item_id ?? question.product_id,
    'cart-item-ids': question.cart_item_ids?.join(','),
    limit: question.limit,
  }).map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeAttribute(String(value))}"`))
  // Inside a script element only `</` and `<!--` have a meaning; without `<` there is neither.
  const data = JSON.stringify(answer).replaceAll('<', '\\u003c')
  return `<pairwell-panel${attributes.join('')}${hasCards ? '' : ' hidden'}>${root}<script type="application/json">${data}</script></pairwell-panel>`
}
