import { Page } from '../parts/page.tsx'
import { texts } from '../texts/index.ts'

/** An address without a page. */
export const NotFound = () => (
  <Page title={texts.value.common.not_found}>
    <p>
      <a href="/console">{texts.value.common.to_start}</a>
    </p>
  </Page>
)
