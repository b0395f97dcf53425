import { computed, signal } from '@preact/signals'
import { en } from './en.ts'

/** Every text of the console. A value with a number or a name in it is a function of it. */
export type Texts = typeof en

/** Languages of the console, by the first part of their tags. */
const OTHERS: Readonly<Record<string, () => Promise<Texts>>> = {
  de: async () => (await import('./de.ts')).de,
}

const loaded = signal<{ language: string; texts: Texts }>({ language: 'en', texts: en })

/** BCP 47 tag of the language in which texts, numbers and dates are shown. */
export const language = computed(() => loaded.value.language)
export const texts = computed(() => loaded.value.texts)

/** Shows the first of these languages that the console has; English if it has none. */
export async function choose(wishes: readonly string[]): Promise<void> {
  for (const tag of wishes) {
    const base = tag.split('-')[0]?.toLowerCase() ?? ''
    if (base === 'en') {
      loaded.value = { language: tag, texts: en }
      break
    }
    const other = OTHERS[base]
    if (!other) continue
    loaded.value = { language: tag, texts: await other() }
    break
  }
  document.documentElement.lang = language.value
}
