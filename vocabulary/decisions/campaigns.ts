/**
 * The states of a campaign. `draft`: written or changed. `checking`: its audience is being gone through. `checked`: its plan can be
 * read. `approved`: it begins at its start. `running`, `paused`. `done`: its end has come, or everybody was contacted. `stopped`: by
 * a person, or because it did harm.
 */
export const CAMPAIGN_STATUS = [
  'draft',
  'checking',
  'checked',
  'approved',
  'running',
  'paused',
  'done',
  'stopped',
] as const
export type CampaignStatus = (typeof CAMPAIGN_STATUS)[number]

/** What the plan makes as large as it can: what a contact adds to it is weighed against the limits. */
export const CAMPAIGN_GOALS = ['margin', 'revenue', 'units', 'clear_stock'] as const
export type CampaignGoal = (typeof CAMPAIGN_GOALS)[number]

/**
 * What a customer is in a campaign. `contact`: is contacted. `control`: would be contacted by the same rule, and is not, so that the
 * two can be compared. `spare`: could be contacted, but others bring more within the limits.
 */
export const MEMBER_ROLES = ['contact', 'control', 'spare'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]

/**
 * How far a member is. `planned`: the turn is to come. `decided`: there is a decision to be delivered. `withheld`: when the turn came something was
 * against the contact. `observed`: the turn of a member of the control has come.
 */
export const CONTACT_STATES = ['planned', 'decided', 'withheld', 'observed'] as const
export type ContactState = (typeof CONTACT_STATES)[number]
