import { Page } from '../../../parts/page.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { Areas } from '../areas.tsx'

export const Grid = () => (
  <Page title={accountTexts.value.accounts.title}>
    <Areas at="grid" />
  </Page>
)
