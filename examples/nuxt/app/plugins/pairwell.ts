import { pairwell } from '@pairwell/vue'

/** States the shop for all panels. */
export default defineNuxtPlugin(({ vueApp }) => {
  const { pairwellUrl, pairwellPublishableKey } = useRuntimeConfig().public
  vueApp.use(pairwell, { api: pairwellUrl, publishableKey: pairwellPublishableKey })
})
