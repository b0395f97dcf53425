import type { WhyNow } from '../../../schema/accounts/brief.ts'
import { date } from '../../format.ts'
import { accountTexts } from '../../texts/accounts.ts'
import { shortName } from './family-name.ts'

/** Reasons that are about a family. */
const OF_FAMILIES: ReadonlySet<string> = new Set(['follow_up', 'family_lapsed', 'white_space'])

/** Why an account is worth a call now, as a sentence. */
export const sayWhy = ({ reason, about, at }: WhyNow): string =>
  accountTexts.value.brief.whys[reason](
    OF_FAMILIES.has(reason) ? shortName(about) : about,
    at === null ? '' : date(at),
  )
