import type {} from '@pairwell/widget/react'
import type {} from '@pairwell/widget/svelte'
import type {} from '@pairwell/widget/vue'
import type { SvelteHTMLElements } from 'svelte/elements'
import type { GlobalComponents } from 'vue'

export const good = (
  <>
    <pairwell-panel placement="cart" cart-item-ids="A,B" limit={3} hidden className="x" />
    <pairwell-offer placement="home" item-id="A" />
  </>
)
// @ts-expect-error there is no such placement
export const badPlacement = <pairwell-panel placement="basket" />
// @ts-expect-error there is no such attribute
export const badAttribute = <pairwell-offer intent="upgrade" />

export const svelte: SvelteHTMLElements['pairwell-panel'] = { placement: 'product', class: 'x' }
// @ts-expect-error there is no such intent
export const badSvelte: SvelteHTMLElements['pairwell-panel'] = { intent: 'other' }

type VueProps = InstanceType<GlobalComponents['pairwell-panel']>['$props']
export const vue: VueProps = { 'item-id': 'A', 'onRec:add': ({ detail }) => detail.respond(true) }
// @ts-expect-error there is no such intent
export const badVue: VueProps = { intent: 'other' }
