import { Page } from '../../../parts/page.tsx'

export const Brief = ({ account_id }: { account_id: string }) => <Page title={account_id}>{null}</Page>
