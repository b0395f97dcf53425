import { isField, may, me } from '../../session.ts'

/** Whether somebody looks at the demo shop, who sees everything and changes nothing. */
export const isVisit = (): boolean => me.value?.demo === 'entered'

/** Whether the member records what they know of accounts: marks, outcomes, answers. */
export const mayRecord = (): boolean => !isVisit() && (isField() || may('editor'))

/** Whether the member sees the pages of single accounts: analysts see the grid alone. */
export const maySeeAccounts = (): boolean => isVisit() || mayRecord()

/** Whether the member writes accounts, and how the shop works with them. */
export const mayWrite = (): boolean => !isVisit() && may('editor')
