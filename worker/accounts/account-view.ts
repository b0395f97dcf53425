import type { AccountView } from '../../schema/accounts/accounts.ts'
import type { ListedAccount } from '../store/accounts/accounts.ts'

/** An account in a response. */
export const accountAsView = ({
  shop_id: _,
  written,
  name,
  tier,
  rep,
  ...row
}: ListedAccount): AccountView => ({
  ...row,
  ...written,
  ...{ name, tier, rep },
})
