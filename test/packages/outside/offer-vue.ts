import { PairwellOffer, pairwell } from '@pairwell/vue'
import { createApp, h, ref } from 'vue'
import { SHOP } from './shop.ts'

const itemId = ref('tea')
const place = document.createElement('div')
document.body.append(place)
createApp({
  setup: () => () =>
    h(PairwellOffer, {
      ...{ placement: 'product', itemId: itemId.value, customerToken: 'a.token' },
      style: 'display:block;min-height:160px',
    }),
})
  .use(pairwell, { ...SHOP, consent: 'granted' })
  .mount(place)
Object.assign(window, {
  show: (next: string) => {
    itemId.value = next
  },
})
