import { loadPairwell, type PairwellApi, type PairwellOptions } from '@pairwell/widget'
import { type App, type InjectionKey, inject, type Plugin } from 'vue'

const SHOP: InjectionKey<PairwellOptions> = Symbol('pairwell')

/** `app.use(pairwell, { api, publishableKey })`: states the shop for all panels and offers of the app. */
export const pairwell: Plugin<[PairwellOptions]> = {
  install(app: App, options: PairwellOptions) {
    app.provide(SHOP, options)
  },
}

/** Loads the script of the app's shop; to null where it cannot be loaded, or the plugin is not used. Call it in `setup`. */
export function useLoad(): () => Promise<PairwellApi | null> {
  const options = inject(SHOP, undefined)
  return () => (options ? loadPairwell(options) : Promise.resolve(null))
}
