import { h, onMounted } from 'vue'

/** A panel in Vue. `api` is the API's origin; the other attributes are those of the element. */
export const PairwellPanel = {
  inheritAttrs: false,
  props: { api: String, publishableKey: String },
  setup({ api, publishableKey }, { attrs }) {
    onMounted(() => {
      if (document.querySelector(`script[src^="${api}/pairwell"]`)) return
      const tag = Object.assign(document.createElement('script'), { async: true, src: `${api}/pairwell.js` })
      tag.dataset.key = publishableKey
      document.head.append(tag)
    })
    return () => h('pairwell-panel', attrs)
  },
}
