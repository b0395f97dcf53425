import { dateTime } from '../../../format.ts'
import { Notice } from '../../../parts/states.tsx'
import { accountTexts } from '../../../texts/accounts.ts'

/** Says that a page is shown from the copy on this device. */
export const CopyNotice = ({ at }: { at: number | undefined }) =>
  at === undefined ? null : (
    <Notice mood="warn">
      <p>{accountTexts.value.brief.copy(dateTime(at))}</p>
    </Notice>
  )
