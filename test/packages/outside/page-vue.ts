import { PairwellPanel, pairwell } from '@pairwell/vue'
import type { AddDetail } from '@pairwell/widget'
import { createApp, h, ref } from 'vue'
import { SHOP } from './shop.ts'

const added: AddDetail[] = []
const item = ref('tea')
const place = document.createElement('div')
document.body.append(place)
createApp({
  setup: () => () =>
    h('main', [
      h('h1', 'Vue'),
      h(PairwellPanel, {
        itemId: item.value,
        class: 'companions',
        onAdd: async (detail: AddDetail) => void added.push(detail),
      }),
    ]),
})
  .use(pairwell, SHOP)
  .mount(place)
Object.assign(window, {
  added,
  show: (next: string) => {
    item.value = next
  },
})
