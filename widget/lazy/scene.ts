import type { Page, Panel } from '../page/page.ts'
import type { Shown } from '../view/shown.ts'
import type { Ui } from '../view/ui.ts'
import type { Note } from './impression.ts'

/** What is shown in a panel, also for the part that acts for the shopper. */
export type Scene = {
  page: Page
  panel: Panel
  ui: Ui
  answer: Shown
  note: Note
}
