/** Texts about the plans and results of campaigns. */
export const enCampaignReports = {
  plan: {
    title: 'The plan',
    contacts: 'Contacts',
    cost: 'Cost, expected',
    worth: (goal: string) => `${goal}, expected`,
    control: 'Control',
    in_words: (audience: string, eligible: string, contacts: string) =>
      `Of ${audience} customers in the audience, ${eligible} can get an offer and ${contacts} are contacted.`,
    nobody: 'Nobody would be contacted. See below what stands against it.',
    interval: (low: string, high: string) => `95 % interval of chance alone: ${low} to ${high}`,
    gap: (share: string) => `Within these limits no plan is better by more than ${share}.`,
    gap_none: 'Within these limits no better plan exists.',
    gap_unknown: 'Whether a better plan exists is not known.',
    basis: {
      prior:
        'No campaign with a control has ended yet. So it is assumed that a contact causes a quarter of the acceptances, and that the others would have bought anyway.',
      average: 'What a contact causes is the average of your earlier campaigns with a control.',
      response:
        'What a contact causes is estimated from your earlier campaigns with a control: more for customers who respond more.',
      uplift:
        'What a contact causes is estimated for each kind of customer from your earlier campaigns with a control.',
    },
    as_of: (when: string) => `Checked on ${when}.`,
    reach: 'Who is reached',
    in_audience: 'in the audience',
    blocked: 'cannot get any of the offers:',
    eligible: 'can get an offer',
    spare: 'are left out, because others bring more within the limits',
    held: 'are the control and are not contacted',
    contacted: 'are contacted',
    overlaps: 'Members of other campaigns that run or wait',
    overlap: (n: string, name: string) => `${n} are in “${name}” as well.`,
    overlap_lead:
      'The contact policy holds for all campaigns together, so some of them may be withheld later.',
    by_offer: 'Contacts by offer and channel',
    offer: 'Offer',
    channel: 'Channel',
    deleted: 'An offer that was deleted',
    planner: 'Budget and limits',
    planner_lead: 'What one step more of each limit would bring, and what the plan loses by it.',
    limit: 'Limit',
    of_limit: (used: string, limit: string) => `${used} of ${limit}`,
    of_minimum: (used: string, least: string) => `${used}, at least ${least}`,
    met: 'It is met without giving up anything.',
    used: 'Used',
    costs: 'Costs the plan',
    kinds: {
      budget: 'Budget',
      stock: (offer: string) => `Contacts with “${offer}”`,
      minimum: (segment: string) => `At least of “${segment}”`,
    },
    all_days: (channel: string) => `${channel}, all days together`,
    next_money: (step: string, worth: string) => `The next ${step} would bring ${worth}.`,
    next_contact: (worth: string) => `One more contact would bring ${worth}.`,
    one_fewer: (worth: string) => `One customer fewer would bring ${worth}.`,
    not_reached: 'It is not reached. More of it would bring nothing.',
    nothing: 'nothing',
    no_limits: 'No limit was set. Without a budget there is no curve.',
    curve: (goal: string) => `${goal} for other budgets`,
    curve_lead:
      'The best plan for each budget, with all other limits as they are. Where the line is flat, more money brings nothing.',
    this_budget: 'This budget',
    figures: 'The figures of the picture',
    control_none: 'Without a control nothing can be said about what the contacts cause.',
    control_shows: (members: string, effect: string, when: string) =>
      `The control of ${members} customers would show a difference of ${effect} a customer or more, in four of five cases, by ${when}.`,
    control_unknown:
      'None of these customers bought in as many days before, so it is not known what the control can show.',
    control_enough: (effect: string) =>
      `The plan expects ${effect} a customer, so the result should be clear.`,
    control_short: (effect: string) =>
      `The plan expects only ${effect} a customer. The result will probably be “too early to tell”: a larger control or more contacts show smaller differences.`,
  },
  outcome: {
    title: 'Results',
    none: 'Nothing is counted yet. Results are counted every six hours, from the first contacts on.',
    as_of: (when: string) => `Counted on ${when}.`,
    decided: 'Decided',
    delivered: 'Delivered',
    accepted: 'Accepted',
    rejected: 'Refused',
    opted_out: 'Withdrew consent',
    returned: 'Pieces returned',
    cost: 'Cost of contacts',
    too_early: 'Too early to tell.',
    too_few: 'A comparison needs 200 customers whose turn has come, and 25 buyers in each group.',
    no_control: 'There is no control, so nobody can say what the contacts caused.',
    unclear: (low: string, high: string) =>
      `So far a contact may have brought between ${low} and ${high} of margin a customer. That includes nothing at all.`,
    helps: (value: string, low: string, high: string) =>
      `The contacts bring ${value} of margin a customer more than no contact (always-valid 95 % interval: ${low} to ${high}).`,
    harms: (value: string, low: string, high: string) =>
      `Those who were contacted bring ${value} of margin a customer less than the control (always-valid 95 % interval: ${low} to ${high}).`,
    net: (value: string, low: string, high: string) =>
      `All contacts together, less what they cost: ${value} (${low} to ${high}).`,
    per_contact: (amount: string) => `That is ${amount} for each contact.`,
    per_cost: (amount: string, unit: string) => `Each ${unit} that was spent brought ${amount} of margin.`,
    also_contacted: (n: string) =>
      `${n} of these customers, of both groups, were contacted by something else in the same days. What that did cannot be told apart.`,
    groups: 'Contacted and control',
    group: 'Group',
    arms: { contact: 'Contacted', control: 'Control' },
    customers: 'Customers',
    buyers: 'Buyers',
    orders: 'Orders',
    revenue: 'Revenue',
    margin: 'Margin',
    margin_each: 'Margin a customer',
    everybody:
      'Everybody counts whose turn has come, also those from whom the contact was withheld: the comparison would not be fair otherwise.',
    difference: 'Difference to the control',
    margin_difference: 'Margin a customer',
    buyers_difference: 'Share of buyers',
    withheld: 'Not contacted when their turn came',
    other_codes: {
      no_value: 'a contact would cost more than it brings',
      no_budget: 'the budget was spent',
      no_stock: 'the stock of the offer was used up',
    },
  },
}
