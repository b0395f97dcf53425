import { Pairwell } from '@pairwell/client'
import { PairwellOffer, PairwellPanel, PairwellProvider } from '@pairwell/react'
import { customerToken } from '@pairwell/server'
import * as vuePackage from '@pairwell/vue'
import { loadPairwell } from '@pairwell/widget'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { createSSRApp, h } from 'vue'
import { renderToString as renderVue } from 'vue/server-renderer'

// On a server, where nothing of a browser exists.
const shop = { api: 'https://api.example', publishableKey: 'pk_test' }
const ofReact = createElement(
  PairwellProvider,
  shop,
  createElement(PairwellPanel, { itemId: 'tea', cartItemIds: ['a', 'b'], className: 'x', limit: 2 }),
  createElement(PairwellOffer, { placement: 'home' }),
)
const ofVue = createSSRApp({
  render: () => h(vuePackage.PairwellPanel, { itemId: 'tea', intent: 'upgrade', class: 'x' }),
}).use(vuePackage.pairwell, shop)
const token = await customerToken('tk_test', { customer_id: 1 })
console.log(
  JSON.stringify({
    react: renderToString(ofReact),
    vue: await renderVue(ofVue),
    loaded: await loadPairwell(shop),
    parts: token.split('.').length,
    client: typeof new Pairwell({ url: shop.api }).call,
  }),
)
