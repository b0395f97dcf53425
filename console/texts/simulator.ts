import { computed } from '@preact/signals'
import { deSimulator } from './de/simulator.ts'
import { enSimulator } from './en/simulator.ts'
import { language } from './index.ts'

/** Texts of the simulator, in a module of their own: only the pages that need them load them. */
export const simulatorTexts = computed(
  () => (/^de\b/i.test(language.value) ? deSimulator : enSimulator).simulator,
)
