import { Page } from '../../../parts/page.tsx'
import { accountTexts } from '../../../texts/accounts.ts'
import { Areas } from '../areas.tsx'

export const Learn = () => (
  <Page title={accountTexts.value.accounts.title}>
    <Areas at="learn" />
  </Page>
)
