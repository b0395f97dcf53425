import type { PanelTexts } from '../../schema/shop/panels.ts'

/** A word of the panel, with one part filled in: '' when an older API does not send it. */
export const say = (
  texts: Partial<PanelTexts>,
  name: Exclude<keyof PanelTexts, 'add_all'>,
  part = '',
  value = '',
): string =>
  // By a function: a title may hold what `replace` takes for a sign of its own.
  (texts[name] ?? '').replace(`{${part}}`, () => value)
