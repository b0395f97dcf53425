import { computed } from '@preact/signals'
import { deCampaigns } from './de/campaigns.ts'
import { enCampaigns } from './en/campaigns.ts'
import { language } from './index.ts'

/** Texts about campaigns, in a module of their own: only the pages that need them load them. */
export const campaignTexts = computed(() => (/^de\b/i.test(language.value) ? deCampaigns : enCampaigns))
