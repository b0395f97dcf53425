import type { ComponentChildren } from 'preact'
import { texts } from '../texts/index.ts'

/** Something wide, such as a table, which scrolls by itself on a narrow screen. */
export const Scroll = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: with the keyboard alone it could not be scrolled otherwise
  <section class="scroll" tabIndex={0} aria-label={texts.value.common.content(label)}>
    {children}
  </section>
)
