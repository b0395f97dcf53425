const few = (n: number, one: string, other: string) => (n === 1 ? one : other)

/** Texts of the page Experiments. */
export const enExperiments = {
  experiments: {
    title: 'Experiments',
    lead: 'A part of your visitors sees no suggestions, by lot. What both groups buy shows what the suggestions cause. Only visitors who agreed to be counted take part.',
    new: 'Measure what the suggestions bring',
    name: 'Name',
    usual_name: (page: string) => `What do suggestions bring? ${page}`,
    draft: 'Plan it',
    plan: 'Plan',
    plan_none: 'There are no orders yet from which to plan.',
    holdout: (share: string) =>
      `${share} of the visitors see no suggestions: enough for a permanent measurement.`,
    halves: (weeks: number) =>
      `Your shop has too few orders for a small group. Half of the visitors see no suggestions, for about ${weeks} ${few(weeks, 'week', 'weeks')}.`,
    never: 'With the orders of today no effect could be seen within two years.',
    power: 'What could be seen',
    share: 'See none',
    in_4_weeks: 'Smallest effect seen in 4 weeks',
    for_5: 'Until an effect of 5 % is seen',
    start: 'Start',
    stop: 'Stop',
    stop_sure: 'Stop this experiment? It cannot be started again.',
    status: { draft: 'Planned', running: 'Running', stopped: 'Ended' },
    since: (when: string) => `since ${when}`,
    ramp: 'Visitors who take part',
    results: 'Result so far',
    none: 'No experiment yet.',
    visitors: 'Visitors',
    buyers: 'Buyers',
    orders: 'Orders',
    arm: 'Group',
    arms: { holdout: 'Without suggestions', panel: 'With suggestions' },
    metric: 'Measure',
    metrics: { conversion: 'Visitors who buy', revenue: 'Revenue a visitor', margin: 'Margin a visitor' },
    effect: 'Difference, with its always-valid 95 % interval',
    verdict: 'Verdict',
    verdicts: {
      helps: 'Helps',
      harms: 'Harms',
      too_early: 'Too early to say',
      not_as_drawn: 'Not valid',
    },
    too_few: 'There are too few visitors or buyers yet.',
    seen_today: (change: string) => `Today’s visitors would show a change of ± ${change} or more.`,
    not_as_drawn:
      'The groups do not have the sizes in which they were drawn, so nothing is shown: something keeps one group from being counted. Look for a page that caches panels, or a consent banner that only one group sees.',
    weeks: (n: number) => `${n} ${few(n, 'week', 'weeks')}`,
    beyond: 'more than 2 years',
  },
}
