import type { SavedRule } from '../../../schema/shop/rules.ts'
import { Notice } from '../../parts/states.tsx'

/** What is doubtful about rules that were saved. */
export const Warnings = ({ of }: { of: readonly SavedRule[] }) => (
  <>
    {of.flatMap(({ rule_id, warnings }) =>
      warnings.map(({ code, text }) => (
        <Notice key={`${rule_id} ${code}`} mood="warn">
          <p>{text}</p>
        </Notice>
      )),
    )}
  </>
)
