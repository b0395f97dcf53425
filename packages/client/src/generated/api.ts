// Written by `npm run api-types` from the OpenAPI document of the Worker (GET /v1/openapi.json). Do not edit.

/** Every route: what stands in its path and query, its body, and its answer. */
export type Routes = {
  /** Health check */
  "GET /health": { answer: GetHealthResponse }
  /** Readiness check */
  "GET /ready": { answer: GetReadyResponse }
  /** Suggestions for an item, a cart or a home page */
  "GET /p/{pk}/recommendations": {
    path: { pk: string }
    query: {
      placement: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "agent"
      intent?: "complementary" | "upgrade" | "downgrade" | "related" | "replenish" | undefined
      panels?: string[] | undefined
      item_id?: string | undefined
      product_id?: string | undefined
      cart_item_ids?: string[] | undefined
      limit?: number | undefined
      locale?: string | undefined
      market?: string | undefined
      group?: string | undefined
    }
    answer: GetPByPkRecommendationsResponse
  }
  /** Suggestions as an HTML fragment */
  "GET /p/{pk}/panel.html": {
    path: { pk: string }
    query: {
      placement: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "agent"
      intent?: "complementary" | "upgrade" | "downgrade" | "related" | "replenish" | undefined
      panels?: string[] | undefined
      item_id?: string | undefined
      product_id?: string | undefined
      cart_item_ids?: string[] | undefined
      limit?: number | undefined
      locale?: string | undefined
      market?: string | undefined
      group?: string | undefined
      arm?: string | undefined
      product_node?: "" | string | undefined
    }
    answer: string
  }
  /** Send events of shoppers */
  "POST /p/{pk}/events": { path: { pk: string }; body: PostPByPkEventsRequest; answer: PostPByPkEventsResponse }
  /** Next best offer for the signed-in customer */
  "POST /p/{pk}/decision": { path: { pk: string }; body: PostPByPkDecisionRequest; answer: PostPByPkDecisionResponse }
  /** Answer of the signed-in customer */
  "POST /p/{pk}/decision/response": {
    path: { pk: string }
    body: PostPByPkDecisionResponseRequest
    answer: PostPByPkDecisionResponseResponse
  }
  /** Follow the link of an offer that was sent */
  "GET /p/{pk}/decision/{decision_id}": {
    path: { pk: string; decision_id: string }
    query?: { channel?: "email" | "sms" | "push" | "post" | "call" | undefined; item?: number | undefined }
    answer: undefined
  }
  /** Ask as a shopper’s agent (MCP) */
  "POST /p/{pk}/mcp": { path: { pk: string }; body: PostPByPkMcpRequest; answer: PostPByPkMcpResponse | undefined }
  /** Say that the address answers */
  "GET /hooks/{shop_id}/{platform}": {
    path: { shop_id: string; platform: "shopify" | "woocommerce" | "mail" }
    answer: GetHooksByShopIdByPlatformResponse
  }
  /** Receive a message of Shopify, WooCommerce or a mail tool */
  "POST /hooks/{shop_id}/{platform}": {
    path: { shop_id: string; platform: "shopify" | "woocommerce" | "mail" }
    query?: { key?: string | undefined }
    answer: GetHooksByShopIdByPlatformResponse
  }
  /** Sign in with a link */
  "POST /sign-in": { body: PostSignInRequest; answer: PostSignInResponse }
  /** Sign out */
  "DELETE /sign-in": { answer: undefined }
  /** Shops to which Cloudflare Access admits the caller */
  "GET /sign-in/access": { answer: GetSignInAccessResponse }
  /** Sign in through Cloudflare Access */
  "POST /sign-in/access": { body: PostSignInAccessRequest; answer: PostSignInResponse }
  /** Enter the demo shop */
  "POST /sign-in/demo": { answer: undefined }
  /** Leave the demo shop */
  "DELETE /sign-in/demo": { answer: undefined }
  /** Begin to sign in with a passkey */
  "POST /sign-in/passkey/options": { answer: PostSignInPasskeyOptionsResponse }
  /** Sign in with a passkey */
  "POST /sign-in/passkey": { body: PostSignInPasskeyRequest; answer: PostSignInResponse }
  /** Begin to make a passkey */
  "POST /sign-in/passkeys/options": { answer: PostSignInPasskeyOptionsResponse }
  /** Make a passkey */
  "POST /sign-in/passkeys": { body: PostSignInPasskeysRequest; answer: PostSignInPasskeysResponse }
  /** Create a shop */
  "POST /v1/shops": { body: PostShopsRequest; answer: PostShopsResponse }
  /** List all shops */
  "GET /v1/shops": { query?: { health?: 1 | undefined }; answer: GetShopsResponse }
  /** One shop */
  "GET /v1/shops/{shop_id}": { path: { shop_id: string }; answer: GetShopsByShopIdResponse }
  /** Pause a shop, or resume it */
  "PATCH /v1/shops/{shop_id}": { path: { shop_id: string }; body: PatchShopsByShopIdRequest; answer: GetShopsByShopIdResponse }
  /** Delete a shop and all its rows */
  "DELETE /v1/shops/{shop_id}": { path: { shop_id: string }; answer: DeleteShopsByShopIdResponse }
  /** Make a sign-in link for the owner of a shop */
  "POST /v1/shops/{shop_id}/sign-in-links": { path: { shop_id: string }; answer: PostShopsByShopIdSignInLinksResponse }
  /** List the changes of a shop */
  "GET /v1/shops/{shop_id}/audit": {
    path: { shop_id: string }
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetShopsByShopIdAuditResponse
  }
  /** Move a shop to another database */
  "POST /v1/shops/{shop_id}/move": {
    path: { shop_id: string }
    body: PostShopsByShopIdMoveRequest
    answer: PostShopsByShopIdMoveResponse
  }
  /** The last move of a shop */
  "GET /v1/shops/{shop_id}/move": { path: { shop_id: string }; answer: PostShopsByShopIdMoveResponse }
  /** Cancel the move of a shop */
  "DELETE /v1/shops/{shop_id}/move": { path: { shop_id: string }; answer: PostShopsByShopIdMoveResponse }
  /** A page of the backup of a shop */
  "GET /v1/shops/{shop_id}/backup": {
    path: { shop_id: string }
    query?: { after?: string | undefined }
    answer: GetShopsByShopIdBackupResponse
  }
  /** Write a page of a backup back */
  "POST /v1/shops/{shop_id}/restore": {
    path: { shop_id: string }
    body: PostShopsByShopIdRestoreRequest
    answer: PostShopsByShopIdRestoreResponse
  }
  /** State of the deployment */
  "GET /v1/operator/deployment": { answer: GetOperatorDeploymentResponse }
  /** The same as metrics */
  "GET /v1/operator/metrics": { answer: string }
  /** A page that leads on */
  "GET /": { answer: string }
  /** Where agents find what */
  "GET /llms.txt": { answer: string }
  /** Extension of the Universal Commerce Protocol */
  "GET /ucp/2026-11-30/recommendations.json": { answer: GetUcp20261130RecommendationsJsonResponse }
  /** This API as OpenAPI 3.1 */
  "GET /v1/openapi.json": { answer: unknown }
  /** API documentation as a page */
  "GET /docs": { answer: string }
  /** Ask as the merchant’s agent (MCP) */
  "POST /v1/mcp": { body: PostPByPkMcpRequest; answer: PostPByPkMcpResponse | undefined }
  /** List the keys */
  "GET /v1/keys": { answer: GetKeysResponse }
  /** Create a second key */
  "POST /v1/keys": { body: PostKeysRequest; answer: PostKeysResponse }
  /** Delete a key */
  "DELETE /v1/keys/{key_id}": { path: { key_id: string }; answer: undefined }
  /** List the token keys */
  "GET /v1/token-keys": { answer: GetTokenKeysResponse }
  /** Create a token key */
  "POST /v1/token-keys": { answer: PostTokenKeysResponse }
  /** Delete a token key */
  "DELETE /v1/token-keys/{token_key_id}": { path: { token_key_id: string }; answer: undefined }
  /** List the hooks */
  "GET /v1/hooks": { answer: GetHooksResponse }
  /** Accept messages of a platform, or change its secret */
  "PUT /v1/hooks/{platform}": {
    path: { platform: "shopify" | "woocommerce" | "mail" }
    body: PutHooksByPlatformRequest
    answer: PutHooksByPlatformResponse
  }
  /** Stop accepting messages of a platform */
  "DELETE /v1/hooks/{platform}": { path: { platform: "shopify" | "woocommerce" | "mail" }; answer: undefined }
  /** List the webhooks */
  "GET /v1/webhooks": { answer: GetWebhooksResponse }
  /** Send messages to an address, or change which */
  "PUT /v1/webhooks": { body: PutWebhooksRequest; answer: PutWebhooksResponse }
  /** Give a webhook a new secret */
  "POST /v1/webhooks/{webhook_id}/rotate": { path: { webhook_id: string }; answer: PutWebhooksResponse }
  /** Send a test to a webhook */
  "POST /v1/webhooks/{webhook_id}/test": { path: { webhook_id: string }; answer: PostWebhooksByWebhookIdTestResponse }
  /** Send messages again that were given up */
  "POST /v1/webhooks/{webhook_id}/replay": {
    path: { webhook_id: string }
    body: PostWebhooksByWebhookIdReplayRequest
    answer: PostWebhooksByWebhookIdReplayResponse
  }
  /** List the messages of a webhook */
  "GET /v1/webhooks/{webhook_id}/messages": {
    path: { webhook_id: string }
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetWebhooksByWebhookIdMessagesResponse
  }
  /** Delete a webhook */
  "DELETE /v1/webhooks/{webhook_id}": { path: { webhook_id: string }; answer: undefined }
  /** List the members */
  "GET /v1/members": { answer: GetMembersResponse }
  /** Add a member */
  "POST /v1/members": { body: PostMembersRequest; answer: PostMembersResponse }
  /** Change the name, the role, the address or the team of a member */
  "PATCH /v1/members/{member_id}": {
    path: { member_id: string }
    body: PatchMembersByMemberIdRequest
    answer: PatchMembersByMemberIdResponse
  }
  /** Remove a member */
  "DELETE /v1/members/{member_id}": { path: { member_id: string }; answer: undefined }
  /** Make a sign-in link for a member */
  "POST /v1/members/{member_id}/sign-in-links": { path: { member_id: string }; answer: PostShopsByShopIdSignInLinksResponse }
  /** List the sessions */
  "GET /v1/sessions": { answer: GetSessionsResponse }
  /** End a session */
  "DELETE /v1/sessions/{session_id}": { path: { session_id: string }; answer: undefined }
  /** List the passkeys */
  "GET /v1/passkeys": { answer: GetPasskeysResponse }
  /** Delete a passkey */
  "DELETE /v1/passkeys/{passkey_id}": { path: { passkey_id: string }; answer: undefined }
  /** List privacy requests */
  "GET /v1/privacy-requests": {
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetPrivacyRequestsResponse
  }
  /** Show or erase a person's data, or ask for the deletion of the shop */
  "POST /v1/privacy-requests": { body: PostPrivacyRequestsRequest; answer: PostPrivacyRequestsResponse }
  /** Recognise a file by its beginning */
  "POST /v1/imports/recognise": { body: import('../file.ts').FileBody; answer: PostImportsRecogniseResponse }
  /** Find a customer by your id or an e-mail address */
  "POST /v1/customers/lookup": { body: PostCustomersLookupRequest; answer: PostCustomersLookupResponse }
  /** Say what you know of customers */
  "PUT /v1/customers": { body: PutCustomersRequest; answer: PutCustomersResponse }
  /** Show what a customer bought, and what is expected */
  "GET /v1/customers/{customer}": { path: { customer: string }; answer: GetCustomersByCustomerResponse }
  /** Everything about one customer */
  "GET /v1/customers/{customer}/data": { path: { customer: string }; answer: GetCustomersByCustomerDataResponse }
  /** Note that the page of an account was opened */
  "POST /v1/accounts/{account_id}/opened": { path: { account_id: string }; answer: undefined }
  /** Today’s questions */
  "GET /v1/quiz": { answer: GetQuizResponse }
  /** Answer a question */
  "POST /v1/quiz": { body: PostQuizRequest; answer: PostQuizResponse }
  /** List the calls of a day */
  "GET /v1/accounts/calls": {
    query?: { rep?: string | undefined; limit?: number | undefined }
    answer: GetAccountsCallsResponse
  }
  /** What to know before a talk with an account */
  "GET /v1/accounts/{account_id}/brief": { path: { account_id: string }; answer: GetAccountsByAccountIdBriefResponse }
  /** Record what became of an opening */
  "POST /v1/accounts/{account_id}/outcomes": {
    path: { account_id: string }
    body: PostAccountsByAccountIdOutcomesRequest
    answer: PostAccountsByAccountIdOutcomesResponse
  }
  /** Mark a family of an account */
  "PUT /v1/accounts/{account_id}/marks": {
    path: { account_id: string }
    body: PutAccountsByAccountIdMarksRequest
    answer: PutAccountsByAccountIdMarksResponse
  }
  /** List items to quote or to order again */
  "GET /v1/accounts/{account_id}/items": {
    path: { account_id: string }
    query?: { of?: "openings" | "usual" | undefined; form?: "json" | "csv" | undefined }
    answer: GetAccountsByAccountIdItemsResponse
  }
  /** List accounts */
  "GET /v1/accounts": {
    query?: {
      after?: string | undefined
      limit?: number | undefined
      rep?: string | undefined
      tier?: string | undefined
      attribute?: string | undefined
      q?: string | undefined
    }
    answer: GetAccountsResponse
  }
  /** Write accounts */
  "PUT /v1/accounts": { body: PutAccountsRequest; answer: PutAccountsResponse }
  /** Write accounts from a file */
  "POST /v1/accounts/import": { body: import('../file.ts').FileBody; answer: PostAccountsImportResponse }
  /** Analyse the accounts now */
  "POST /v1/accounts/analysis": { answer: undefined }
  /** One account */
  "GET /v1/accounts/{account_id}": { path: { account_id: string }; answer: GetAccountsByAccountIdResponse }
  /** Delete an account */
  "DELETE /v1/accounts/{account_id}": { path: { account_id: string }; answer: undefined }
  /** Say who buys for an account */
  "PUT /v1/accounts/{account_id}/buyers": {
    path: { account_id: string }
    body: PutAccountsByAccountIdBuyersRequest
    answer: PutAccountsByAccountIdBuyersResponse
  }
  /** Next best offers for a list of customers */
  "POST /v1/decisions/match": {
    query?: { form?: "json" | "csv" | undefined }
    body: PostDecisionsMatchRequest
    answer: PostDecisionsMatchResponse
  }
  /** Next best offer for a customer */
  "POST /v1/decisions": { body: PostDecisionsRequest; answer: PostDecisionsResponse }
  /** List decisions */
  "GET /v1/decisions": {
    query?: {
      after?: string | undefined
      limit?: number | undefined
      channel?: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" | undefined
      customer?: string | undefined
      offer_id?: string | undefined
      since?: string | undefined
    }
    answer: GetDecisionsResponse
  }
  /** One decision */
  "GET /v1/decisions/{decision_id}": { path: { decision_id: string }; answer: GetDecisionsByDecisionIdResponse }
  /** A decision as a part of an e-mail */
  "GET /v1/decisions/{decision_id}/email": { path: { decision_id: string }; answer: GetDecisionsByDecisionIdEmailResponse }
  /** Ask whether a decision may be sent now */
  "POST /v1/decisions/{decision_id}/deliver": {
    path: { decision_id: string }
    body: PostDecisionsByDecisionIdDeliverRequest
    answer: GetDecisionsByDecisionIdResponse
  }
  /** Store what a customer answered */
  "POST /v1/responses": { body: PostResponsesRequest; answer: PostResponsesResponse }
  /** What a customer is likely to buy */
  "GET /v1/customers/{customer}/propensities": { path: { customer: string }; answer: GetCustomersByCustomerPropensitiesResponse }
  /** Find customers who are like others */
  "POST /v1/customers/look-alikes": { body: PostCustomersLookAlikesRequest; answer: PostCustomersLookAlikesResponse }
  /** The state of the propensities */
  "GET /v1/propensities": { answer: GetPropensitiesResponse }
  /** Score all customers now */
  "POST /v1/propensities": { answer: GetPropensitiesResponse }
  /** The best customers of a family */
  "GET /v1/propensities/customers": {
    query?: { family?: string | undefined; item_id?: string | undefined; limit?: number | undefined }
    answer: GetPropensitiesCustomersResponse
  }
  /** All customers and families */
  "GET /v1/propensities/matrix": { query?: { form?: "csv" | "ndjson" | undefined }; answer: string }
  /** List names that several customers share */
  "GET /v1/person-keys": {
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetPersonKeysResponse
  }
  /** Decide whether a shared name joins customers */
  "PUT /v1/person-keys": { body: PutPersonKeysRequest; answer: PutPersonKeysResponse }
  /** Suggestions with counts, intervals, lift and trace */
  "GET /v1/recommendations": {
    query: {
      placement: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "agent"
      intent?: "complementary" | "upgrade" | "downgrade" | "related" | "replenish" | undefined
      panels?: string[] | undefined
      item_id?: string | undefined
      product_id?: string | undefined
      cart_item_ids?: string[] | undefined
      limit?: number | undefined
      locale?: string | undefined
      market?: string | undefined
      group?: string | undefined
      trace?: 0 | 1 | undefined
    }
    answer: GetPByPkRecommendationsResponse
  }
  /** Suggestions for a known customer */
  "POST /v1/recommendations": { body: PostRecommendationsRequest; answer: PageAnswer }
  /** Simulate a panel with other rules */
  "POST /v1/rules/simulate": { body: PostRulesSimulateRequest; answer: PostRulesSimulateResponse }
  /** Compare rules on the most viewed pages */
  "POST /v1/rules/compare": { body: PostRulesCompareRequest; answer: PostRulesCompareResponse }
  /** Size of a condition on customers */
  "POST /v1/segments/size": { body: PostSegmentsSizeRequest; answer: PostSegmentsSizeResponse }
  /** Try a contact policy on past contacts */
  "POST /v1/contact-policy/simulate": { body: PostContactPolicySimulateRequest; answer: PostContactPolicySimulateResponse }
  /** The shop itself */
  "GET /v1/shop": { answer: GetShopResponse }
  /** Change the currency of a shop without data */
  "PATCH /v1/shop": { body: PatchShopRequest; answer: GetShopResponse }
  /** Delete the shop and everything in it */
  "DELETE /v1/shop": { query: { name: string }; answer: undefined }
  /** Who makes this call */
  "GET /v1/me": { answer: GetMeResponse }
  /** The settings */
  "GET /v1/settings": { answer: GetSettingsResponse }
  /** Change settings */
  "PATCH /v1/settings": { body: PatchSettingsRequest; answer: GetSettingsResponse }
  /** List the versions of the settings */
  "GET /v1/settings/versions": {
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetSettingsVersionsResponse
  }
  /** One version of the settings */
  "GET /v1/settings/versions/{version}": { path: { version: string }; answer: GetSettingsVersionsByVersionResponse }
  /** Return to a version of the settings */
  "POST /v1/settings/versions/{version}/restore": { path: { version: string }; answer: GetSettingsResponse }
  /** List the changes */
  "GET /v1/audit": {
    query?: {
      after?: string | undefined
      limit?: number | undefined
      actor?: string | undefined
      action?: string | undefined
      since?: string | undefined
      until?: string | undefined
      form?: "json" | "csv" | undefined
    }
    answer: GetShopsByShopIdAuditResponse
  }
  /** Check the log of changes */
  "GET /v1/audit/digests": {
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetAuditDigestsResponse
  }
  /** Upload a file: the raw CSV or NDJSON as body, gzip or not */
  "POST /v1/imports": {
    query: {
      kind: "items" | "orders" | "relations" | "customers"
      dry_run?: 0 | 1 | undefined
      partial?: 0 | 1 | undefined
      confirm?: 0 | 1 | undefined
      strict?: 0 | 1 | undefined
      charset?: string | undefined
      relationship_type?: 
      | "part_of_set"
      | "required_part"
      | "often_bought_with"
      | "accessory"
      | "substitute"
      | "different_brand"
      | "up_sell"
      | "down_sell" | undefined
    }
    body: import('../file.ts').FileBody
    answer: PostImportsResponse
  }
  /** List uploads */
  "GET /v1/imports": { query?: { after?: string | undefined; limit?: number | undefined }; answer: GetImportsResponse }
  /** Progress and report */
  "GET /v1/imports/{import_id}": { path: { import_id: string }; answer: Import }
  /** The report as text */
  "GET /v1/imports/{import_id}/report.txt": { path: { import_id: string }; answer: string }
  /** Refused rows */
  "GET /v1/imports/{import_id}/errors.csv": { path: { import_id: string }; answer: string }
  /** List items */
  "GET /v1/items": {
    query?: {
      after?: string | undefined
      limit?: number | undefined
      q?: string | undefined
      brand?: string | undefined
      category?: string | undefined
      availability?: "in_stock" | "out_of_stock" | "backorder" | "preorder" | undefined
      price_from?: string | undefined
      price_to?: string | undefined
      shown?: "yes" | "no" | undefined
      reason?: 
      | "unpublished"
      | "excluded"
      | "non_goods"
      | "gift_card"
      | "out_of_stock"
      | "price_zero"
      | "no_link"
      | "no_picture" | undefined
    }
    answer: GetItemsResponse
  }
  /** Write items */
  "PUT /v1/items": {
    query?: { as_of?: string | undefined; more?: 1 | undefined }
    body: PutItemsRequest
    answer: PutItemsResponse
  }
  /** One item */
  "GET /v1/items/{item_id}": { path: { item_id: string }; answer: Item }
  /** Change an item */
  "PATCH /v1/items/{item_id}": { path: { item_id: string }; body: PatchItemsByItemIdRequest; answer: Item }
  /** Delete an item */
  "DELETE /v1/items/{item_id}": { path: { item_id: string }; answer: undefined }
  /** What panels did with an item */
  "GET /v1/items/{item_id}/figures": { path: { item_id: string }; answer: GetItemsByItemIdFiguresResponse }
  /** List orders */
  "GET /v1/orders": { query?: { after?: string | undefined; limit?: number | undefined }; answer: GetOrdersResponse }
  /** Write orders */
  "POST /v1/orders": {
    query?: { as_of?: string | undefined; more?: 1 | undefined }
    body: PostOrdersRequest
    answer: PostOrdersResponse
  }
  /** One order */
  "GET /v1/orders/{order_id}": { path: { order_id: string }; answer: GetOrdersByOrderIdResponse }
  /** Delete an order */
  "DELETE /v1/orders/{order_id}": { path: { order_id: string }; answer: undefined }
  /** List relations */
  "GET /v1/relations": {
    query?: { after?: string | undefined; limit?: number | undefined; item_id?: string | undefined }
    answer: GetRelationsResponse
  }
  /** Write relations */
  "PUT /v1/relations": { body: PutRelationsRequest; answer: PutRelationsResponse }
  /** Delete a relation */
  "DELETE /v1/relations": {
    query: {
      item_id: string
      related_item_id: string
      relationship_type: 
      | "part_of_set"
      | "required_part"
      | "often_bought_with"
      | "accessory"
      | "substitute"
      | "different_brand"
      | "up_sell"
      | "down_sell"
    }
    answer: undefined
  }
  /** Export a table of the shop's data */
  "GET /v1/export/{table}": {
    path: {
      table: 
      | "items"
      | "orders"
      | "relations"
      | "lists"
      | "imports"
      | "models"
      | "tunings"
      | "held_pairs"
      | "exclusions"
      | "experiments"
      | "event_days"
      | "offers"
      | "segments"
      | "decisions"
      | "accounts"
      | "account_outcomes"
    }
    query?: {
      form?: "csv" | "ndjson" | undefined
      export_id?: string | undefined
      after?: string | undefined
      limit?: string | undefined
    }
    answer: string
  }
  /** List column mappings */
  "GET /v1/mappings": { answer: GetMappingsResponse }
  /** Map the columns of a file */
  "PUT /v1/mappings": { body: PutMappingsRequest; answer: PutMappingsResponse }
  /** Delete a column mapping */
  "DELETE /v1/mappings/{mapping_id}": { path: { mapping_id: string }; answer: undefined }
  /** Mine now */
  "POST /v1/models": { answer: PostModelsResponse }
  /** List models */
  "GET /v1/models": { query?: { after?: string | undefined; limit?: number | undefined }; answer: GetModelsResponse }
  /** Send a model that was mined outside: its facts in the first line, then its lists, gzip or not */
  "POST /v1/models/outside": { body: import('../file.ts').FileBody; answer: PostModelsResponse }
  /** One model */
  "GET /v1/models/{model_id}": { path: { model_id: string }; answer: GetModelsByModelIdResponse }
  /** Roll back to the previous model */
  "POST /v1/models/{model_id}/rollback": { path: { model_id: string }; answer: GetModelsByModelIdResponse }
  /** Tune now */
  "POST /v1/tunings": { answer: PostTuningsResponse }
  /** List tunings */
  "GET /v1/tunings": { query?: { after?: string | undefined; limit?: number | undefined }; answer: GetTuningsResponse }
  /** One tuning */
  "GET /v1/tunings/{tuning_id}": { path: { tuning_id: string }; answer: GetTuningsByTuningIdResponse }
  /** List withheld pairs */
  "GET /v1/held-pairs": {
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetHeldPairsResponse
  }
  /** Allow or refuse a pair */
  "PUT /v1/held-pairs": { body: PutHeldPairsRequest; answer: PutHeldPairsRequest }
  /** List items that are never shown */
  "GET /v1/exclusions": {
    query?: {
      after?: string | undefined
      limit?: number | undefined
      status?: "found" | "excluded" | "allowed" | undefined
      item_id?: string | undefined
    }
    answer: GetExclusionsResponse
  }
  /** Exclude items, or allow what was found to be no goods */
  "PUT /v1/exclusions": { body: PutExclusionsRequest; answer: PutExclusionsRequest }
  /** Remove a decision */
  "DELETE /v1/exclusions": { query: { item_id: string }; answer: undefined }
  /** Values to filter items by */
  "GET /v1/catalogue/facets": { answer: GetCatalogueFacetsResponse }
  /** Draft an experiment */
  "POST /v1/experiments": { body: PostExperimentsRequest; answer: PostExperimentsResponse }
  /** List experiments */
  "GET /v1/experiments": {
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetExperimentsResponse
  }
  /** One experiment */
  "GET /v1/experiments/{experiment_id}": { path: { experiment_id: string }; answer: PostExperimentsResponse }
  /** Start, widen or stop an experiment */
  "PATCH /v1/experiments/{experiment_id}": {
    path: { experiment_id: string }
    body: PatchExperimentsByExperimentIdRequest
    answer: PostExperimentsResponse
  }
  /** Results of an experiment */
  "GET /v1/experiments/{experiment_id}/results": { path: { experiment_id: string }; answer: GetExperimentsByExperimentIdResultsResponse }
  /** List merchandising rules */
  "GET /v1/rules": { query?: { after?: string | undefined; limit?: number | undefined }; answer: GetRulesResponse }
  /** Add a merchandising rule */
  "POST /v1/rules": { body: PostRulesRequest; answer: PostRulesResponse }
  /** Write several merchandising rules */
  "PUT /v1/rules": { body: PutRulesRequest; answer: PutRulesResponse }
  /** One merchandising rule */
  "GET /v1/rules/{rule_id}": { path: { rule_id: string }; answer: GetRulesByRuleIdResponse }
  /** Change a merchandising rule */
  "PATCH /v1/rules/{rule_id}": { path: { rule_id: string }; body: PatchRulesByRuleIdRequest; answer: PostRulesResponse }
  /** Delete a merchandising rule */
  "DELETE /v1/rules/{rule_id}": { path: { rule_id: string }; answer: undefined }
  /** List the versions of a merchandising rule */
  "GET /v1/rules/{rule_id}/versions": {
    path: { rule_id: string }
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetRulesResponse
  }
  /** Effect of a rule that shows items */
  "GET /v1/rules/{rule_id}/effect": { path: { rule_id: string }; answer: GetRulesByRuleIdEffectResponse }
  /** List offers */
  "GET /v1/offers": { query?: { after?: string | undefined; limit?: number | undefined }; answer: GetOffersResponse }
  /** Add an offer */
  "POST /v1/offers": { body: PostOffersRequest; answer: PostOffersResponse }
  /** One offer */
  "GET /v1/offers/{offer_id}": { path: { offer_id: string }; answer: PostOffersResponse }
  /** Change an offer */
  "PATCH /v1/offers/{offer_id}": { path: { offer_id: string }; body: PatchOffersByOfferIdRequest; answer: PostOffersResponse }
  /** Delete an offer */
  "DELETE /v1/offers/{offer_id}": { path: { offer_id: string }; answer: undefined }
  /** Codes of an offer */
  "GET /v1/offers/{offer_id}/codes": { path: { offer_id: string }; answer: GetOffersByOfferIdCodesResponse }
  /** Add codes to an offer */
  "POST /v1/offers/{offer_id}/codes": {
    path: { offer_id: string }
    body: PostOffersByOfferIdCodesRequest
    answer: GetOffersByOfferIdCodesResponse
  }
  /** Delete the free codes of an offer */
  "DELETE /v1/offers/{offer_id}/codes": { path: { offer_id: string }; answer: undefined }
  /** Clusters of the customers */
  "GET /v1/segments/clusters": { answer: GetSegmentsClustersResponse }
  /** List segments */
  "GET /v1/segments": {
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetSegmentsResponse
  }
  /** Add a segment */
  "POST /v1/segments": { body: PostSegmentsRequest; answer: PostSegmentsResponse }
  /** List the members of a segment */
  "GET /v1/segments/{segment_id}/customers": {
    path: { segment_id: string }
    query?: { after?: string | undefined; limit?: number | undefined }
    answer: GetSegmentsBySegmentIdCustomersResponse
  }
  /** Change a segment */
  "PATCH /v1/segments/{segment_id}": {
    path: { segment_id: string }
    body: PatchSegmentsBySegmentIdRequest
    answer: PostSegmentsResponse
  }
  /** Delete a segment */
  "DELETE /v1/segments/{segment_id}": { path: { segment_id: string }; answer: undefined }
  /** List campaigns */
  "GET /v1/campaigns": {
    query?: {
      after?: string | undefined
      limit?: number | undefined
      status?: "draft" | "checking" | "checked" | "approved" | "running" | "paused" | "done" | "stopped" | undefined
    }
    answer: GetCampaignsResponse
  }
  /** Add a campaign */
  "POST /v1/campaigns": { body: PostCampaignsRequest; answer: PostCampaignsResponse }
  /** One campaign */
  "GET /v1/campaigns/{campaign_id}": { path: { campaign_id: string }; answer: PostCampaignsResponse }
  /** Change a campaign */
  "PATCH /v1/campaigns/{campaign_id}": {
    path: { campaign_id: string }
    body: PatchCampaignsByCampaignIdRequest
    answer: PostCampaignsResponse
  }
  /** Delete a campaign */
  "DELETE /v1/campaigns/{campaign_id}": { path: { campaign_id: string }; answer: undefined }
  /** Check, approve, pause, resume or stop a campaign */
  "POST /v1/campaigns/{campaign_id}/actions": {
    path: { campaign_id: string }
    body: PostCampaignsByCampaignIdActionsRequest
    answer: PostCampaignsResponse
  }
  /** Contacts by day and channel */
  "GET /v1/contact-calendar": { query: { from: string; days?: number | undefined }; answer: GetContactCalendarResponse }
  /** Contacts of one customer */
  "GET /v1/customers/{customer}/contacts": { path: { customer: string }; answer: GetCustomersByCustomerContactsResponse }
  /** List the members of a campaign */
  "GET /v1/campaigns/{campaign_id}/members": {
    path: { campaign_id: string }
    query?: {
      after?: string | undefined
      limit?: number | undefined
      role?: "contact" | "control" | "spare" | undefined
      form?: "json" | "csv" | undefined
    }
    answer: GetCampaignsByCampaignIdMembersResponse
  }
  /** The grid of accounts and families */
  "GET /v1/white-space": {
    query?: {
      after?: string | undefined
      limit?: number | undefined
      rep?: string | undefined
      tier?: string | undefined
      attribute?: string | undefined
      family?: string | undefined
      state?: "bought" | "lapsed" | "never" | undefined
      sort?: "margin" | "name" | "last_order" | undefined
      form?: "json" | "csv" | undefined
    }
    answer: GetWhiteSpaceResponse
  }
  /** Sums of the grid */
  "GET /v1/white-space/totals": {
    query: {
      rep?: string | undefined
      tier?: string | undefined
      attribute?: string | undefined
      by: "family" | "rep" | "tier"
    }
    answer: GetWhiteSpaceTotalsResponse
  }
  /** List product cards */
  "GET /v1/product-cards": {
    query?: { after?: string | undefined; limit?: number | undefined; q?: string | undefined }
    answer: GetProductCardsResponse
  }
  /** Write what people know of a family */
  "PUT /v1/product-cards": { body: PutProductCardsRequest; answer: PutProductCardsResponse }
  /** Families that reps have not opened */
  "GET /v1/coverage": { query?: { rep?: string | undefined }; answer: GetCoverageResponse }
  /** How a team works with its accounts */
  "GET /v1/team": { query?: { days?: number | undefined }; answer: GetTeamResponse }
  /** List triggers */
  "GET /v1/triggers": {
    query?: { after?: string | undefined; limit?: number | undefined; status?: "off" | "on" | undefined }
    answer: GetTriggersResponse
  }
  /** Add a trigger */
  "POST /v1/triggers": { body: PostTriggersRequest; answer: PostTriggersResponse }
  /** One trigger */
  "GET /v1/triggers/{trigger_id}": { path: { trigger_id: string }; answer: GetTriggersByTriggerIdResponse }
  /** Change a trigger */
  "PATCH /v1/triggers/{trigger_id}": {
    path: { trigger_id: string }
    body: PatchTriggersByTriggerIdRequest
    answer: PostTriggersResponse
  }
  /** Delete a trigger */
  "DELETE /v1/triggers/{trigger_id}": { path: { trigger_id: string }; answer: undefined }
  /** Turn a trigger on or off */
  "POST /v1/triggers/{trigger_id}/actions": {
    path: { trigger_id: string }
    body: PostTriggersByTriggerIdActionsRequest
    answer: PostTriggersResponse
  }
  /** List what a trigger did */
  "GET /v1/triggers/{trigger_id}/firings": {
    path: { trigger_id: string }
    query?: {
      after?: string | undefined
      limit?: number | undefined
      state?: "waiting" | "decided" | "ended" | "control" | "cancelled" | "withheld" | "late" | undefined
    }
    answer: GetTriggersByTriggerIdFiringsResponse
  }
  /** Post events of customers */
  "POST /v1/events/custom": { body: PostEventsCustomRequest; answer: PostEventsCustomResponse }
  /** A report */
  "GET /v1/reports/{report}": {
    path: {
      report: 
      | "funnel"
      | "coverage"
      | "attribution"
      | "incremental"
      | "orders"
      | "refusals"
      | "pairs"
      | "exploration"
      | "claims"
    }
    query?: {
      from?: string | undefined
      to?: string | undefined
      grain?: "all" | "month" | "week" | "day" | undefined
      by?: "placement" | "intent" | "source" | "item" | "pair" | "arm" | undefined
      against?: "before" | undefined
      series?: "day" | "week" | undefined
      window?: "30m" | "24h" | "7d" | undefined
      form?: "json" | "csv" | undefined
    }
    answer: GetReportsByReportResponse
  }
  /** Freshness of the shop's data */
  "GET /v1/status": { answer: GetStatusResponse }
  /** List the alerts */
  "GET /v1/alerts": {
    query?: { after?: string | undefined; limit?: number | undefined; state?: "open" | "ended" | undefined }
    answer: GetAlertsResponse
  }
  /** What the suggestions for each item are based on */
  "GET /v1/readiness": {
    query?: { after?: string | undefined; limit?: number | undefined; sort?: "id" | "orders" | undefined }
    answer: GetReadinessResponse
  }
  /** List the feeds */
  "GET /v1/feeds": { answer: GetFeedsResponse }
  /** Fetch a file on a schedule */
  "PUT /v1/feeds": { body: PutFeedsRequest; answer: PutFeedsResponse }
  /** Fetch a feed now */
  "POST /v1/feeds/{feed_id}/fetch": { path: { feed_id: string }; answer: PostFeedsByFeedIdFetchResponse }
  /** Delete a feed */
  "DELETE /v1/feeds/{feed_id}": { path: { feed_id: string }; answer: undefined }
}

/** Routes under /v1 that change something and take no `Idempotency-Key`, so a repetition may be a second call. */
export const WITHOUT_KEY: ReadonlySet<string> = /* @__PURE__ */ new Set<keyof Routes>([
  'POST /v1/mcp',
  'POST /v1/keys',
  'DELETE /v1/keys/{key_id}',
  'POST /v1/token-keys',
  'DELETE /v1/token-keys/{token_key_id}',
  'PUT /v1/hooks/{platform}',
  'DELETE /v1/hooks/{platform}',
  'PUT /v1/webhooks',
  'POST /v1/webhooks/{webhook_id}/rotate',
  'POST /v1/webhooks/{webhook_id}/test',
  'POST /v1/webhooks/{webhook_id}/replay',
  'DELETE /v1/webhooks/{webhook_id}',
  'POST /v1/members',
  'PATCH /v1/members/{member_id}',
  'DELETE /v1/members/{member_id}',
  'POST /v1/members/{member_id}/sign-in-links',
  'DELETE /v1/sessions/{session_id}',
  'DELETE /v1/passkeys/{passkey_id}',
  'POST /v1/privacy-requests',
  'POST /v1/imports/recognise',
  'POST /v1/customers/lookup',
  'PUT /v1/customers',
  'POST /v1/accounts/{account_id}/opened',
  'POST /v1/quiz',
  'POST /v1/accounts/{account_id}/outcomes',
  'PUT /v1/accounts/{account_id}/marks',
  'PUT /v1/accounts',
  'POST /v1/accounts/import',
  'POST /v1/accounts/analysis',
  'DELETE /v1/accounts/{account_id}',
  'PUT /v1/accounts/{account_id}/buyers',
  'POST /v1/decisions/match',
  'POST /v1/decisions',
  'POST /v1/decisions/{decision_id}/deliver',
  'POST /v1/responses',
  'POST /v1/customers/look-alikes',
  'POST /v1/propensities',
  'PUT /v1/person-keys',
])

/** Routes whose body is a file. */
export const TAKES_FILE: ReadonlySet<string> = /* @__PURE__ */ new Set<keyof Routes>([
  'POST /v1/imports/recognise',
  'POST /v1/accounts/import',
  'POST /v1/imports',
  'POST /v1/models/outside',
])

/** Every code of an error. */
export type ErrorCode = Problem['code']

export type Item = {
  item_id: string
  title: string
  url?: string
  image_url?: string
  platform_id?: string
  aliases?: string[]
  action?: "add" | "choose" | "view"
  translations?: Record<string, { title: string; url?: string }>
  category?: string
  collections?: string[]
  product_type?: string
  brand?: string
  tags?: string[]
  attributes?: Record<string, string>
  published?: boolean
  gift_card?: boolean
  replenish_days?: number
  disclosure?: string
  age_limit?: number
  prior_price_30d?: number
  market_prices?: Record<string, { amount: number; currency: string }>
  group_prices?: Record<string, { amount: number; currency: string }>
  variants: Variant[]
}

export type Variant = {
  variant_id: string
  sku?: string
  platform_id?: string
  gtin?: string
  title?: string
  price?: number
  cost?: number
  stock?: number
  availability: "in_stock" | "out_of_stock" | "backorder" | "preorder"
  image_url?: string
}

export type Import = {
  import_id: string
  kind: "items" | "orders" | "relations" | "customers"
  status: "receiving" | "applying" | "done" | "failed"
  dry_run: boolean
  partial: boolean
  strict: boolean
  created_at: number
  finished_at: number | null
  progress: number
  report: 
    | {
      format: string
      bytes: { sent: number; unpacked: number }
      encoding?: { name: string; by: "mark" | "content" | "declaration" | "request" }
      rows: number
      rows_kept: number
      rows_dropped: Record<string, number>
      notes?: Record<string, number>
      columns_unread?: string[]
      lacks?: ("price" | "availability" | "link" | "picture")[]
      states?: string[]
      date_order?: { order: "DMY" | "MDY"; by: "rows" | "mapping" | "default" | "mixed" }
      found: number
      added: number
      changed: number
      same: number
      dropped: Record<string, number>
      items_named?: number
      returned?: number
      lines_matched?: { id: number; sku: number; name: number; nothing: number }
      orders_with_two?: number
      totals?: {
        given: number
        add_up: number
        rounded: number
        not_add_up: number
        unreadable: number
        per_line?: number
        left_out?: number
        examples: string[]
      }
      first_order_at?: number | null
      last_order_at?: number | null
      variants?: number
      absent?: { count: number; kept: boolean; confirm_needed: boolean }
      loses?: ("link" | "picture" | "price" | "category")[]
      unpublished?: number
      relations?: { found: number; written: number; removed: number; dropped: Record<string, number> }
    }
    | null
  errors: number
  problem: string | null
  mined?: 
    | {
      model_id: string
      status: string
      orders: number
      orders_with_two: number
      pairs_of_three: number
      lines_matched: { id: number; sku: number; name: number; nothing: number }
      items_ready: number
      items_pooled: number
      items_fallback: number
    }
    | null
  showable?: { items: number; shown: number; reasons: Record<string, number> }
  mining?: { model_id: string; status: "waiting" | "running"; progress: number | null } | null
  tag?: string
  left_out?: ({ code: string; text: string; count: number })[]
  next_steps?: ({ code: string; text: string; facts: Record<string, string | number> })[]
}

export type Gain = {
  kind: "count" | "measure" | "size" | "material" | "attribute" | "word" | "unit_price"
  attribute?: string
  from?: string
  to: string
  unit?: string
  percent?: number
}

export type PageAnswer = { recommendation_id: string; panels: Recommendation[] }

export type Recommendation = {
  recommendation_id: string
  placement: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent"
  intent: "complementary" | "upgrade" | "downgrade" | "related" | "replenish"
  model_id: string
  panel: {
    layout: "grid" | "carousel" | "list" | "bundle"
    title: string
    texts: PanelTexts
    locale: string
    dir?: "rtl"
    columns?: number
    pictures?: "optional"
    not_for_me?: true
    explore?: number
    free_shipping?: { amount: number; currency: string; digits?: number }
    discount_code?: string
  }
  seed?: RecommendedItem
  items: RecommendedItem[]
  spare: RecommendedItem[]
  experiment?: {
    experiment_id: string
    unit?: "customer"
    arms: ({
      arm: string
      share: number
      holdout: boolean
      recommendation_id?: string
      panel?: {
        layout: "grid" | "carousel" | "list" | "bundle"
        title: string
        texts: PanelTexts
        locale: string
        dir?: "rtl"
        columns?: number
        pictures?: "optional"
        not_for_me?: true
        explore?: number
        free_shipping?: { amount: number; currency: string; digits?: number }
        discount_code?: string
      }
      items?: RecommendedItem[]
      spare?: RecommendedItem[]
    })[]
  }
  trace?: ({
    item_id: string
    title: string
    source: 
      | "pinned"
      | "relation"
      | "mined"
      | "similar"
      | "viewed"
      | "history"
      | "generalised"
      | "category"
      | "bestseller"
      | "catalogue"
    score: number
    counts?: {
      co_orders: number
      seed_orders: number
      item_orders: number
      orders: number
      share: { value: number; low: number; high: number }
      lift: number
    }
    seed_item_id: string
    parts: Record<string, number>
    gains?: Gain[]
    losses?: Gain[]
    outcome: 
      | "shown"
      | "spare"
      | "beyond_limit"
      | "duplicate"
      | "in_another_panel"
      | "on_the_page"
      | "in_the_cart"
      | "owned"
      | "substitute"
      | "different_brand"
      | "up_sell"
      | "down_sell"
      | "outside_the_price_band"
      | "no_gain"
      | "unpublished"
      | "excluded_by_tag"
      | "excluded"
      | "non_goods"
      | "gift_card"
      | "out_of_stock"
      | "price_zero"
      | "same_family"
      | "family_limit"
      | "never_shown"
      | "hidden_by_rule"
      | "rule_limit"
    rule_id?: string
  })[]
}

export type RecommendedItem = {
  item_id: string
  action?: "add" | "choose" | "view"
  variant_id?: string
  sku?: string
  platform_id?: string
  variants?: ({
    variant_id: string
    sku?: string
    platform_id?: string
    title: string
    price?: { amount: number; currency: string; digits?: number }
  })[]
  title: string
  url: string | null
  image_url: string | null
  price?: { amount: number; currency: string; digits?: number }
  prior_price_30d?: { amount: number; currency: string; digits?: number }
  availability: "in_stock" | "backorder" | "out_of_stock"
  score: number
  source: 
    | "pinned"
    | "relation"
    | "mined"
    | "similar"
    | "viewed"
    | "history"
    | "generalised"
    | "category"
    | "bestseller"
    | "catalogue"
  reason: string
  why?: string
  evidence: { level: "share" | "words"; share?: number; seed_item_id: string }
  counts?: {
    co_orders: number
    seed_orders: number
    item_orders: number
    orders: number
    share: { value: number; low: number; high: number }
    lift: number
  }
  switching?: {
    owners: number
    switches: number
    viewers?: number
    share: { value: number; low: number; high: number }
  }
  gain?: {
    text: string
    parts: Gain[]
    price_difference?: { amount: number; currency: string; digits?: number }
    difference?: string
  }
  due?: { due_at: number; times: number; days: number }
  disclosure?: string
  age_limit?: number
  family?: number
}

export type PluralForms = { zero?: string; one?: string; two?: string; few?: string; many?: string; other: string }

export type PanelTexts = {
  add: string
  adding: string
  added: string
  failed: string
  add_label: string
  choose_options: string
  view: string
  more: string
  from: string
  choose: string
  why: string
  not_for_me: string
  not_for_me_label: string
  gone: string
  too_dear: string
  nothing_cheaper: string
  to_free_shipping: string
  free_shipping: string
  this_item: string
  total: string
  add_all: PluralForms
  previous: string
  next: string
  slide: string
}

export type ItemTest = {
  item_ids?: string[]
  categories?: string[]
  brands?: string[]
  product_types?: string[]
  tags?: string[]
  collections?: string[]
  attribute?: { name: string; values: string[] }
  price?: { from?: number; to?: number }
}

export type RuleAction = 
  | { kind: "pin"; item_id: string; place: number; mode?: "at" | "at_or_before" }
  | { kind: "pin_matching"; items: ItemTest; place: number }
  | { kind: "include"; item_ids: string[] }
  | { kind: "never_show"; items: ItemTest }
  | { kind: "hide"; items: ItemTest }
  | { kind: "only"; items: ItemTest }
  | { kind: "boost"; items: ItemTest; strength?: "weak" | "moderate" | "strong" }
  | { kind: "bury"; items: ItemTest; strength?: "weak" | "moderate" | "strong" }
  | { kind: "same"; property: string }
  | { kind: "different"; property: string }
  | { kind: "price_band"; from?: number; to?: number }
  | { kind: "least_margin"; percent: number }
  | { kind: "least_stock"; pieces: number }
  | { kind: "push_slow"; cover_days: number; strength?: "weak" | "moderate" | "strong" }
  | { kind: "at_most"; property: string; items: number }
  | {
    kind: "sources"
    sources: (
      | "pinned"
      | "relation"
      | "mined"
      | "similar"
      | "viewed"
      | "history"
      | "generalised"
      | "category"
      | "bestseller"
      | "catalogue")[]
  }

export type Problem = {
  type: string
  title: string
  status: number
  code: 
    | "invalid_input"
    | "invalid_json"
    | "unreadable_file"
    | "unknown_format"
    | "unknown_structure"
    | "zip_file"
    | "missing_column"
    | "wrong_encoding"
    | "forbidden_address"
    | "spreadsheet"
    | "missing_key"
    | "unknown_key"
    | "bad_signature"
    | "unknown_link"
    | "signed_out"
    | "passkey_refused"
    | "access_refused"
    | "operator_closed"
    | "forbidden_origin"
    | "not_permitted"
    | "cross_site_call"
    | "insecure_address"
    | "unknown_shop"
    | "unknown_database"
    | "unknown_route"
    | "unknown_item"
    | "unknown_order"
    | "no_such_key"
    | "no_such_hook"
    | "no_such_customer"
    | "no_such_feed"
    | "no_such_webhook"
    | "unknown_import"
    | "unknown_model"
    | "unknown_tuning"
    | "unknown_pair"
    | "unknown_experiment"
    | "unknown_rule"
    | "unknown_offer"
    | "unknown_segment"
    | "unknown_campaign"
    | "unknown_trigger"
    | "unknown_account"
    | "unknown_buyer"
    | "unknown_question"
    | "unknown_decision"
    | "unknown_mapping"
    | "unknown_family"
    | "unknown_version"
    | "unknown_person_key"
    | "unknown_member"
    | "unknown_session"
    | "unknown_passkey"
    | "too_many_keys"
    | "too_many_feeds"
    | "too_many_webhooks"
    | "webhook_off"
    | "too_many_exclusions"
    | "too_many_rules"
    | "too_many_offers"
    | "too_many_segments"
    | "too_many_campaigns"
    | "campaign_state"
    | "too_many_triggers"
    | "too_many_accounts"
    | "outcome_exists"
    | "trigger_on"
    | "offer_not_approved"
    | "offer_in_use"
    | "decision_over"
    | "contact_not_allowed"
    | "too_many_pins"
    | "too_many_members"
    | "address_in_use"
    | "too_many_passkeys"
    | "last_key"
    | "last_owner"
    | "shop_in_use"
    | "already_moving"
    | "not_moving"
    | "nothing_to_roll_back"
    | "model_being_built"
    | "confirm_needed"
    | "experiment_running"
    | "experiment_over"
    | "experiment_not_started"
    | "still_running"
    | "changed_meanwhile"
    | "file_too_large"
    | "no_good_row"
    | "bad_rows"
    | "damaged_model"
    | "other_request"
    | "too_many_events"
    | "too_many_unknown_items"
    | "too_many_sign_ins"
    | "internal"
    | "unavailable"
    | "busy"
    | "shop_is_moving"
    | "storage_full"
    | "storage_corrupt"
  detail: string
  /** The fields that are not as documented. */
  issues?: ({ field: string; message: string })[]
}

export type CustomerCondition = 
  | {
    number: 
      | "orders"
      | "total_spent"
      | "average_order_value"
      | "margin"
      | "return_rate"
      | "discount_share"
      | "average_item_price"
      | "days_since_first_order"
      | "days_since_last_order"
      | "days_between_orders"
      | "probability_active"
      | "orders_90_days"
      | "spent_365_days"
      | "recency_score"
      | "frequency_score"
      | "monetary_score"
      | "satisfaction"
      | "age"
    from?: number
    to?: number
  }
  | {
    bought: {
      item_ids?: string[]
      categories?: string[]
      brands?: string[]
      product_types?: string[]
      tags?: string[]
      collections?: string[]
      attribute?: { name: string; values: string[] }
      price?: { from?: number; to?: number }
    }
    within_days?: number
    times?: number
  }
  | { tag: string[] }
  | { group: string[] }
  | { cluster: string[] }
  | { account: "any" | string[] }
  | { attribute: string; values: (string | number | boolean)[] }
  | { consent: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" }
  | { segment: string }
  | { all: CustomerCondition[] }
  | { any: CustomerCondition[] }
  | { not: CustomerCondition }

export type GetHealthResponse = { status: "ok" }

export type GetReadyResponse = { status: "ready" }

export type GetPByPkRecommendationsResponse = Recommendation | PageAnswer

export type PostPByPkEventsRequest = {
  visitor_id?: string
  customer_token?: string
  consent: boolean
  sent_at: number
  events: ({
    event_id: string
    name: 
      | "view_item_list"
      | "rec_viewable"
      | "select_item"
      | "add_to_cart"
      | "rec_dismissed"
      | "view_item"
      | "begin_checkout"
      | "purchase"
    at: number
    view_id?: string
    recommendation_id?: string
    placement?: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent"
    intent?: "complementary" | "upgrade" | "downgrade" | "related" | "replenish"
    seed_item_id?: string
    experiment_id?: string
    arm?: string
    explore?: number
    items?: ({
      item_id: string
      item_variant?: string
      item_name?: string
      index?: number
      price?: number
      quantity?: number
      source?: string
    })[]
    transaction_id?: string
    currency?: string
    value?: number
    tax?: number
    shipping?: number
    order_token?: string
  })[]
}

export type PostPByPkEventsResponse = { refused?: ({ event_id?: string; name?: string; field: string; message: string })[] }

export type PostPByPkDecisionRequest = {
  customer_token: string
  placement?: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent"
  item_ids?: string[]
  market?: string
  locale?: string
}

export type PostPByPkDecisionResponse = {
  decision: 
    | {
      decision_id: string
      title: string
      body: string
      image_url: string | null
      url: string | null
      code: string | null
      disclosure: string | null
      expires_at: number
      accept: string
      refuse: string
      accepted: string
      locale: string
      dir: "ltr" | "rtl"
    }
    | null
}

export type PostPByPkDecisionResponseRequest = {
  customer_token: string
  decision_id: string
  response: "viewed" | "accepted" | "rejected"
  reason?: 
    | "price_sensitivity"
    | "shipping_cost"
    | "shipping_speed"
    | "product_fit"
    | "trust_security"
    | "returns_policy"
    | "payment_options"
    | "comparison"
    | "timing_deferred"
    | "already_have"
    | "other"
}

export type PostPByPkDecisionResponseResponse = Record<string, never>

export type PostPByPkMcpRequest = { jsonrpc: "2.0"; id?: string | number; method: string; params?: Record<string, unknown> }

export type PostPByPkMcpResponse = { jsonrpc: "2.0" }

export type GetHooksByShopIdByPlatformResponse = { taken: true } | { late: true } | { ignored: string }

export type PostSignInRequest = { token: string }

export type PostSignInResponse = { shop_id: string; member_id: string; expires_at: number }

export type GetSignInAccessResponse = {
  configured: boolean
  shops: ({ shop_id: string; name: string; role: "rep" | "manager" | "analyst" | "editor" | "owner" })[]
}

export type PostSignInAccessRequest = { shop_id: string }

export type PostSignInPasskeyOptionsResponse = { challenge: string }

export type PostSignInPasskeyRequest = {
  id: string
  rawId: string
  response: { clientDataJSON: string; authenticatorData: string; signature: string; userHandle: string }
}

export type PostSignInPasskeysRequest = { id: string; rawId: string; response: { clientDataJSON: string; attestationObject: string } }

export type PostSignInPasskeysResponse = { passkey_id: string; member_id: string; browser: string; created_at: number; used_at: number }

export type PostShopsRequest = {
  currency: string
  name: string
  locale?: string
  time_zone?: string
  allowed_origins?: string[]
  public_evidence?: "share" | "words" | "none"
  share_up_to?: number
  pictures?: "required" | "optional"
  price_days?: number
  events_a_day?: number
  outside_model_days?: number
  panel_rules?: {
    sold_out?: "hide" | "last"
    non_goods?: "hide" | "show"
    views?: "learn" | "ignore"
    product?: { same_family?: "auto" | "keep" | "drop"; most_of_a_family?: number }
    cart?: { same_family?: "auto" | "keep" | "drop"; most_of_a_family?: number }
    upgrade?: { from?: number; to?: number; gain_attributes?: string[] }
  }
  panels?: {
    product?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    cart?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    checkout?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    thank_you?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    home?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    generic?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
  }
  contact_policy?: {
    windows?: ({
      scope?: "customer" | "account"
      channels?: ("email" | "sms" | "push" | "post" | "call")[]
      offer_ids?: string[]
      categories?: string[]
      groups?: string[]
      max: number
      days: number
    })[]
    rests?: {
      accepted?: number
      rejected?: number
      rejected_category?: number
      ignored?: number
      seen?: number
    }
    quiet_hours?: { from: string; to: string }
    blackout_days?: string[]
    least_gap_hours?: number
    decision_days?: number
    without_consent?: ("email" | "sms" | "push" | "post" | "call")[]
    explore_share?: number
    holdout_share?: number
    contact_costs?: Record<string, number>
    assumed_margin?: number
  }
  accounts?: {
    from_orders?: boolean
    same_families?: Record<string, string>
    horizon_days?: number
    rankings?: boolean
    goals?: ({
      team: string
      measure: "pages_opened" | "outcomes" | "accepted" | "families_opened"
      target: number
      from: number
      to: number
    })[]
  }
}

export type PostShopsResponse = {
  shop_id: string
  publishable_key: string
  secret_key: string
  sign_in_link: { url: string; expires_at: number }
}

export type GetShopsResponse = {
  items: ({
    shop_id: string
    name: string
    currency: string
    locale: string
    time_zone: string
    status: "live" | "paused"
    created_at: number
    current_master_key: boolean
    health?: {
      last_import_at: number | null
      last_event_at: number | null
      model_at: number | null
      waiting_jobs: number
      failed_jobs: number
      open_alerts: number
    }
  })[]
  next: string | null
}

export type GetShopsByShopIdResponse = {
  shop_id: string
  name: string
  currency: string
  locale: string
  time_zone: string
  status: "live" | "paused"
  created_at: number
  current_master_key: boolean
  health?: {
    last_import_at: number | null
    last_event_at: number | null
    model_at: number | null
    waiting_jobs: number
    failed_jobs: number
    open_alerts: number
  }
}

export type PatchShopsByShopIdRequest = { status: "live" | "paused" }

export type DeleteShopsByShopIdResponse = { deleted: boolean }

export type PostShopsByShopIdSignInLinksResponse = { url: string; expires_at: number }

export type GetShopsByShopIdAuditResponse = {
  items: ({
    entry_id: string
    at: number
    actor: { kind: "operator" | "member" | "key" | "system"; id: string }
    action: string
    subject: Record<string, string>
    before: PostPByPkDecisionResponseResponse | null
    after: PostPByPkDecisionResponseResponse | null
  })[]
  next: string | null
}

export type PostShopsByShopIdMoveRequest = { database: number }

export type PostShopsByShopIdMoveResponse = {
  shop_id: string
  source: number
  target: number
  phase: "copying" | "following" | "frozen" | "moved" | "done" | "cancelled" | "failed"
  rows: number
  bytes: number
  began_at: number
  frozen_at: number | null
  moved_at: number | null
  problem: string | null
}

export type GetShopsByShopIdBackupResponse = { page: string; next: string | null; rows: number; is_whole?: boolean }

export type PostShopsByShopIdRestoreRequest = { page: string }

export type PostShopsByShopIdRestoreResponse = { rows: number; done: boolean }

export type GetOperatorDeploymentResponse = {
  master_key: boolean
  bindings: Record<string, boolean>
  databases: ({
    binding: string
    bytes: number
    migration: string | null
    shops: { live: number; paused: number }
  })[]
  cron: { due: number; oldest_due: number | null; failing: number }
  lanes: ({
    lane: 
      | "deletion"
      | "intake"
      | "feeds"
      | "events"
      | "webhooks"
      | "triggers"
      | "mining"
      | "tuning"
      | "scoring"
      | "campaigns"
      | "sealing"
    waiting: number
    oldest_waiting: number | null
    failed: number
  })[]
  beacons: { waiting: number; oldest_waiting: number | null; set_aside: number }
  messages: { waiting: number }
}

export type GetUcp20261130RecommendationsJsonResponse = { name: string; version: string; title: string }

export type GetKeysResponse = { items: ({ key_id: string; kind: "secret" | "publishable"; hint: string })[]; next: string | null }

export type PostKeysRequest = { kind: "secret" | "publishable" }

export type PostKeysResponse = { kind: "secret" | "publishable"; key: string }

export type GetTokenKeysResponse = { items: ({ token_key_id: string; hint: string; created_at: number })[]; next: string | null }

export type PostTokenKeysResponse = { token_key_id: string; token_key: string }

export type GetHooksResponse = {
  items: ({
    platform: "shopify" | "woocommerce" | "mail"
    address: string
    created_at: number
    changed_at: number
    received_at: number | null
    counts: {
      taken: Record<string, number>
      late: Record<string, number>
      ignored: Record<string, number>
      refused: number
      totals_differ?: number
    }
    problem: string | null
    problem_at: number | null
  })[]
  next: string | null
}

export type PutHooksByPlatformRequest = { secret: string }

export type PutHooksByPlatformResponse = {
  platform: "shopify" | "woocommerce" | "mail"
  address: string
  created_at: number
  changed_at: number
  received_at: number | null
  counts: {
    taken: Record<string, number>
    late: Record<string, number>
    ignored: Record<string, number>
    refused: number
    totals_differ?: number
  }
  problem: string | null
  problem_at: number | null
}

export type GetWebhooksResponse = {
  items: ({
    webhook_id: string
    url: string
    types: (
      | "alert.began"
      | "alert.ended"
      | "import.finished"
      | "model.published"
      | "experiment.verdict"
      | "decision.made"
      | "decision.answered"
      | "decision.withdrawn")[]
    enabled: boolean
    disabled_by: "call" | "failures" | null
    created_at: number
    rotated_at: number
    failing_since: number | null
    last_ok_at: number | null
    problem: string | null
  })[]
  next: string | null
}

export type PutWebhooksRequest = {
  url: string
  types?: (
    | "alert.began"
    | "alert.ended"
    | "import.finished"
    | "model.published"
    | "experiment.verdict"
    | "decision.made"
    | "decision.answered"
    | "decision.withdrawn")[]
  enabled?: boolean
}

export type PutWebhooksResponse = {
  webhook_id: string
  url: string
  types: (
    | "alert.began"
    | "alert.ended"
    | "import.finished"
    | "model.published"
    | "experiment.verdict"
    | "decision.made"
    | "decision.answered"
    | "decision.withdrawn")[]
  enabled: boolean
  disabled_by: "call" | "failures" | null
  created_at: number
  rotated_at: number
  failing_since: number | null
  last_ok_at: number | null
  problem: string | null
  secret: string | null
}

export type PostWebhooksByWebhookIdTestResponse = {
  at: number
  status: number | null
  milliseconds: number
  problem: string | null
  retry_after?: number
}

export type PostWebhooksByWebhookIdReplayRequest = { message_ids?: string[] }

export type PostWebhooksByWebhookIdReplayResponse = { replayed: number }

export type GetWebhooksByWebhookIdMessagesResponse = {
  items: ({
    message_id: string
    type: string
    status: "waiting" | "delivered" | "given_up"
    created_at: number
    attempts: PostWebhooksByWebhookIdTestResponse[]
  })[]
  next: string | null
}

export type GetMembersResponse = {
  items: ({
    member_id: string
    name: string
    role: "rep" | "manager" | "analyst" | "editor" | "owner"
    created_at: number
    email: string | null
    team: string | null
    seen_at: number | null
  })[]
  next: string | null
}

export type PostMembersRequest = {
  name: string
  role: "rep" | "manager" | "analyst" | "editor" | "owner"
  email?: string | null
  team?: string | null
}

export type PostMembersResponse = {
  member_id: string
  name: string
  role: "rep" | "manager" | "analyst" | "editor" | "owner"
  created_at: number
  email: string | null
  team: string | null
  seen_at: number | null
  sign_in_link: PostShopsByShopIdSignInLinksResponse
}

export type PatchMembersByMemberIdRequest = {
  name?: string
  role?: "rep" | "manager" | "analyst" | "editor" | "owner"
  email?: string | null
  team?: string | null
}

export type PatchMembersByMemberIdResponse = {
  member_id: string
  name: string
  role: "rep" | "manager" | "analyst" | "editor" | "owner"
  created_at: number
  email: string | null
  team: string | null
  seen_at: number | null
}

export type GetSessionsResponse = {
  items: ({
    session_id: string
    member_id: string
    browser: string
    created_at: number
    seen_at: number
    expires_at: number
    current: boolean
  })[]
  next: string | null
}

export type GetPasskeysResponse = { items: PostSignInPasskeysResponse[]; next: string | null }

export type GetPrivacyRequestsResponse = {
  items: ({
    request_id: string
    kind: "data_request" | "redact" | "shop_redact"
    received_at: number
    order_ids: string[]
    orders: number
  })[]
  next: string | null
}

export type PostPrivacyRequestsRequest = { kind: "data_request" | "redact" | "shop_redact"; customer_email?: string; customer_id?: string }

export type PostPrivacyRequestsResponse = {
  request_id: string
  kind: "data_request" | "redact" | "shop_redact"
  received_at: number
  order_ids: string[]
  orders: number
}

export type PostImportsRecogniseResponse = {
  kind: "items" | "orders" | "relations" | "customers" | null
  format: string | null
  mapped: boolean
  mapping: 
    | {
      kind: "items" | "orders" | "relations" | "customers"
      header: string[]
      format?: string
      columns: Record<string, string>
      values?: Record<string, Record<string, string>>
      ignored?: string[]
      date_order?: "DMY" | "MDY"
    }
    | null
  dates_open: boolean
  header: string[]
  columns: ({ name: string; read_as: string | null; samples: string[] })[]
  fields: ({
    kind: "items" | "orders" | "relations" | "customers"
    columns: string[]
    required: (string[])[]
  })[]
}

export type PostCustomersLookupRequest = { customer_id?: string; customer_email?: string }

export type PostCustomersLookupResponse = { customer: string }

export type PutCustomersRequest = {
  customers: ({
    customer?: string
    customer_id?: string
    customer_email?: string
    group?: string | null
    account?: string | null
    locale?: string | null
    time_zone?: string | null
    market?: string | null
    birth_year?: number | null
    consents?: Record<string, { given: boolean; source?: string; at: number }>
    attributes?: Record<string, string | number | boolean | null>
    do_not_offer_until?: number | null
    do_not_offer_reason?: string | null
    complaint_open?: boolean
    satisfaction?: number | null
    objects_to_profiling?: boolean
  })[]
}

export type PutCustomersResponse = { written: number; erased: number }

export type GetCustomersByCustomerResponse = {
  customer: string
  orders: number
  first_order_at: number | null
  last_order_at: number | null
  total_spent: number
  average_order_value: number | null
  margin: number | null
  return_rate: number | null
  discount_share: number | null
  average_item_price: number | null
  currency: string
  days_between_orders: number | null
  accepts_email: boolean | null
  accepts_sms: boolean | null
  tags: string[]
  items: ({ item_id: string; title: string | null; orders: number; last_at: number | null })[]
  categories: ({ category: string; orders: number; last_at: number | null })[]
  brands: ({ brand: string; orders: number; last_at: number | null })[]
  channels: ({
    channel: "web" | "pos" | "phone" | "marketplace" | "subscription" | "draft"
    orders: number
    last_at: number | null
  })[]
  months: number[]
  weekdays: number[]
  answers: { accepted: number; rejected: number; ignored: number }
  groups: 
    | {
      recency_score: number
      frequency_score: number
      monetary_score: number
      cluster: string | null
    }
    | null
  expected: 
    | {
      probability_active: number
      orders_90_days: number
      orders_365_days: number
      order_value: number | null
      spent_365_days: number | null
      next_order_at: number | null
    }
    | null
  details: Record<string, unknown>
}

export type GetCustomersByCustomerDataResponse = {
  profile: {
    customer: string
    orders: number
    first_order_at: number | null
    last_order_at: number | null
    total_spent: number
    average_order_value: number | null
    margin: number | null
    return_rate: number | null
    discount_share: number | null
    average_item_price: number | null
    currency: string
    days_between_orders: number | null
    accepts_email: boolean | null
    accepts_sms: boolean | null
    tags: string[]
    items: ({ item_id: string; title: string | null; orders: number; last_at: number | null })[]
    categories: ({ category: string; orders: number; last_at: number | null })[]
    brands: ({ brand: string; orders: number; last_at: number | null })[]
    channels: ({
      channel: "web" | "pos" | "phone" | "marketplace" | "subscription" | "draft"
      orders: number
      last_at: number | null
    })[]
    months: number[]
    weekdays: number[]
    answers: { accepted: number; rejected: number; ignored: number }
    groups: 
      | {
        recency_score: number
        frequency_score: number
        monetary_score: number
        cluster: string | null
      }
      | null
    expected: 
      | {
        probability_active: number
        orders_90_days: number
        orders_365_days: number
        order_value: number | null
        spent_365_days: number | null
        next_order_at: number | null
      }
      | null
  }
  details: Record<string, unknown>
  propensities: ({ family: string; propensity: number })[]
  segments: string[]
  decisions: ({
    decision_id: string
    customer: string
    offer_id: string
    kind: "cross_sell" | "upgrade" | "downgrade" | "replenish" | "win_back"
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
    item_ids: string[]
    content: {
      title: string
      body: string
      image_url: string | null
      url: string | null
      code: string | null
      disclosure: string | null
      locale: string
      market?: string
      items: ({
        item_id: string
        title: string
        url: string | null
        image_url: string | null
        price: string | null
      })[]
    }
    reasons: string[]
    status: "open" | "delivered" | "accepted" | "rejected" | "ignored" | "expired" | "withdrawn"
    created_at: number
    expires_at: number
    ended_at: number | null
    parts: {
      propensity: number
      expected: number
      context: number
      value: number
      lever: number
      margin: number
      incentive: number
      contact_cost: number
      margin_assumed: boolean
      chance: number
    }
    considered: ({
      offer_id: string
      name: string
      blocked_by: 
        | {
          stage: "applicability" | "eligibility" | "suitability" | "consent" | "policy"
          code: string
          max?: number
          days?: number
          offer_id?: string
        }
        | null
      priority?: number
    })[]
    contacts: ({
      channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
      at: number
      made: boolean
    })[]
  })[]
  responses: ({
    response_id: string
    decision_id: string
    offer_id: string
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
    response: "accepted" | "rejected" | "viewed" | "ignored"
    reason: 
      | "price_sensitivity"
        | "shipping_cost"
        | "shipping_speed"
        | "product_fit"
        | "trust_security"
        | "returns_policy"
        | "payment_options"
        | "comparison"
        | "timing_deferred"
        | "already_have"
        | "other"
      | null
    note: string | null
    at: number
  })[]
  triggers: ({
    customer: string
    cause: string
    step: number
    state: "waiting" | "decided" | "ended" | "control" | "cancelled" | "withheld" | "late"
    reason: string | null
    caused_at: number
    planned_at: number
    done_at: number | null
    item_ids: string[]
    decision_id: string | null
  })[]
  events: ({ name: string; key: string; at: number | null; cancelled_at: number | null; item_ids: string[] })[]
  campaigns: ({
    campaign_id: string
    name: string
    role: "contact" | "control" | "spare"
    state: "planned" | "decided" | "withheld" | "observed" | null
    released_at: number | null
    features: number[]
  })[]
  journeys: ({
    touches: ({ at: number; kind: string; item_id: string; seed_item_id: string; placement: string })[]
    views: ({ day: number; item_ids: string[] })[]
  })[]
  accounts: ({ account_id: string; role: string; since: number; until: number | null })[]
  talks: ({
    account_id: string
    family: string
    outcome: "accepted" | "rejected" | "later"
    reason: 
      | "price_sensitivity"
        | "shipping_cost"
        | "shipping_speed"
        | "product_fit"
        | "trust_security"
        | "returns_policy"
        | "payment_options"
        | "comparison"
        | "timing_deferred"
        | "already_have"
        | "other"
      | null
    note: string | null
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
    at: number
  })[]
  viewed_items: ({ item_id: string; day: number })[]
}

export type GetQuizResponse = {
  items: ({
    question: string
    kind: "sells_with" | "who_lacks" | "first_item"
    about: string
    options: ({ key: string; text: string })[]
  })[]
  answered: number
  right: number
}

export type PostQuizRequest = { question: string; key: string }

export type PostQuizResponse = { is_right: boolean; right_key: string; due_at: number }

export type GetAccountsCallsResponse = {
  items: ({
    account_id: string
    name: string
    tier: string | null
    rep: string | null
    why_now: ({
      reason: 
        | "follow_up"
        | "quote_open"
        | "contract_ends"
        | "order_overdue"
        | "family_lapsed"
        | "planned"
        | "order_due"
        | "spend_falls"
        | "white_space"
      at: number | null
      about: string
    })[]
    family: string | null
    probability: number | null
    margin: number
    last_contact_at: number | null
  })[]
  withheld: ({ code: string; accounts: number })[]
}

export type GetAccountsByAccountIdBriefResponse = {
  account: {
    account_id: string
    name: string
    companies?: string[]
    tier?: string | null
    rep?: string | null
    group?: string | null
    locations?: ({ name: string; city?: string; country?: string | null })[]
    terms?: string
    contract_ends_at?: number | null
    quotes?: ({
      quote_id: string
      status?: "open" | "won" | "lost"
      at?: number | null
      valid_until?: number | null
      amount?: number | null
      lines?: ({ item_id: string; quantity?: number })[]
    })[]
    plans?: ({ at: number; text: string })[]
    attributes?: Record<string, string | number | boolean>
    from_orders: boolean
    version: number
    created_at: number
    changed_at: number
    rep_name: string | null
  }
  currency: string
  computed_at: number | null
  horizon_days: number
  buyers: ({
    customer: string
    role: string
    since: number
    until: number | null
    orders: number
    last_order_at: number | null
    families: string[]
  })[]
  why_now: ({
    reason: 
      | "follow_up"
      | "quote_open"
      | "contract_ends"
      | "order_overdue"
      | "family_lapsed"
      | "planned"
      | "order_due"
      | "spend_falls"
      | "white_space"
    at: number | null
    about: string
  })[]
  openings: ({
    family: string
    state: "bought" | "lapsed" | "never"
    probability: number
    margin: number
    margin_low: number
    margin_high: number
    margin_assumed: boolean
    gap: number
    reasons: (
      | { code: "peers"; share: number; accounts: number }
      | { code: "goes_with"; family: string }
      | { code: "bought_before"; times: number; days_ago: number }
      | { code: "growth" }
      | { code: "active" }
      | { code: "popular"; share: number })[]
    items: ({
      item_id: string
      title: string
      url: string | null
      image_url: string | null
      price: number | null
      list_price: number | null
      availability: string
      stock: number | null
      required_parts: string[]
    })[]
    use_cases: string[]
    questions: string[]
    objections: ({
      reason: 
        | "price_sensitivity"
        | "shipping_cost"
        | "shipping_speed"
        | "product_fit"
        | "trust_security"
        | "returns_policy"
        | "payment_options"
        | "comparison"
        | "timing_deferred"
        | "already_have"
        | "other"
      answer: string
      times: number
    })[]
    mark: "elsewhere" | "not_eligible" | null
    mark_note: string
  })[]
  more: ({ family: string; margin: number; probability: number })[]
  blocked: ({
    family: string
    block: "rejected" | "accepted" | "not_eligible" | "later" | "sold_out" | "complaint" | "do_not_offer"
    reason: 
      | "price_sensitivity"
        | "shipping_cost"
        | "shipping_speed"
        | "product_fit"
        | "trust_security"
        | "returns_policy"
        | "payment_options"
        | "comparison"
        | "timing_deferred"
        | "already_have"
        | "other"
      | null
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" | null
    at: number | null
    until: number | null
  })[]
  outcomes: ({
    outcome_id: string
    family: string
    item_id: string | null
    outcome: "accepted" | "rejected" | "later"
    reason: 
      | "price_sensitivity"
        | "shipping_cost"
        | "shipping_speed"
        | "product_fit"
        | "trust_security"
        | "returns_policy"
        | "payment_options"
        | "comparison"
        | "timing_deferred"
        | "already_have"
        | "other"
      | null
    note: string | null
    channel: "rep" | "call"
    member_id: string | null
    at: number
    follow_up_at: number | null
    decision_id: string | null
  })[]
  contacts: ({
    at: number
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
    what: string
    status: string
  })[]
  audit: 
    | {
      orders: number
      first_order_at: number | null
      last_order_at: number | null
      days_between_orders: number | null
      next_order_at: number | null
      spent: number
      spent_before: number | null
      trend: { percent: number; low: number; high: number } | null
      largest_family_share: number
      concentration: number
      margin_share: number | null
      wallet_share: number | null
      peers: number
      risks: ("order_overdue" | "spend_falls" | "one_family" | "one_buyer" | "contract_ends" | "complaint")[]
      families: ({
        family: string
        state: "bought" | "lapsed" | "never"
        orders: number
        last_at: number
        spent: number
        next_at: number | null
      })[]
    }
    | null
  marks: ({ family: string; mark: "elsewhere" | "not_eligible"; note: string; at: number })[]
}

export type PostAccountsByAccountIdOutcomesRequest = {
  outcome_id: string
  family: string
  item_id?: string | null
  outcome: "accepted" | "rejected" | "later"
  reason?: 
    | "price_sensitivity"
      | "shipping_cost"
      | "shipping_speed"
      | "product_fit"
      | "trust_security"
      | "returns_policy"
      | "payment_options"
      | "comparison"
      | "timing_deferred"
      | "already_have"
      | "other"
    | null
  note?: string
  channel?: "rep" | "call"
  customer?: string | null
  at?: number
  follow_up_at?: number | null
}

export type PostAccountsByAccountIdOutcomesResponse = {
  outcome_id: string
  family: string
  item_id: string | null
  outcome: "accepted" | "rejected" | "later"
  reason: 
    | "price_sensitivity"
      | "shipping_cost"
      | "shipping_speed"
      | "product_fit"
      | "trust_security"
      | "returns_policy"
      | "payment_options"
      | "comparison"
      | "timing_deferred"
      | "already_have"
      | "other"
    | null
  note: string | null
  channel: "rep" | "call"
  member_id: string | null
  at: number
  follow_up_at: number | null
  decision_id: string | null
}

export type PutAccountsByAccountIdMarksRequest = { family: string; mark: "elsewhere" | "not_eligible" | null; note?: string }

export type PutAccountsByAccountIdMarksResponse = {
  items: ({ family: string; mark: "elsewhere" | "not_eligible"; note: string; at: number })[]
  next: string | null
}

export type GetAccountsByAccountIdItemsResponse = {
  items: ({
    item_id: string
    title: string
    url: string | null
    image_url: string | null
    price: number | null
    list_price: number | null
    availability: string
    stock: number | null
    required_parts: string[]
    quantity: number
  })[]
  cart_url: string | null
}

export type GetAccountsResponse = {
  items: ({
    account_id: string
    name: string
    companies?: string[]
    tier?: string | null
    rep?: string | null
    group?: string | null
    locations?: ({ name: string; city?: string; country?: string | null })[]
    terms?: string
    contract_ends_at?: number | null
    quotes?: ({
      quote_id: string
      status?: "open" | "won" | "lost"
      at?: number | null
      valid_until?: number | null
      amount?: number | null
      lines?: ({ item_id: string; quantity?: number })[]
    })[]
    plans?: ({ at: number; text: string })[]
    attributes?: Record<string, string | number | boolean>
    from_orders: boolean
    version: number
    created_at: number
    changed_at: number
    rep_name: string | null
  })[]
  next: string | null
}

export type PutAccountsRequest = {
  accounts: ({
    account_id: string
    name: string
    companies?: string[]
    tier?: string | null
    rep?: string | null
    group?: string | null
    locations?: ({ name: string; city?: string; country?: string | null })[]
    terms?: string
    contract_ends_at?: number | null
    quotes?: ({
      quote_id: string
      status?: "open" | "won" | "lost"
      at?: number | null
      valid_until?: number | null
      amount?: number | null
      lines?: ({ item_id: string; quantity?: number })[]
    })[]
    plans?: ({ at: number; text: string })[]
    attributes?: Record<string, string | number | boolean>
    version?: number
  })[]
}

export type PutAccountsResponse = { written: number; names_in_use: number }

export type PostAccountsImportResponse = {
  rows: number
  written: number
  buyers: number
  names_in_use: number
  refused: ({ row: number; column: string; message: string })[]
  refused_in_all: number
  attributes: string[]
}

export type GetAccountsByAccountIdResponse = {
  account_id: string
  name: string
  companies?: string[]
  tier?: string | null
  rep?: string | null
  group?: string | null
  locations?: ({ name: string; city?: string; country?: string | null })[]
  terms?: string
  contract_ends_at?: number | null
  quotes?: ({
    quote_id: string
    status?: "open" | "won" | "lost"
    at?: number | null
    valid_until?: number | null
    amount?: number | null
    lines?: ({ item_id: string; quantity?: number })[]
  })[]
  plans?: ({ at: number; text: string })[]
  attributes?: Record<string, string | number | boolean>
  from_orders: boolean
  version: number
  created_at: number
  changed_at: number
  rep_name: string | null
}

export type PutAccountsByAccountIdBuyersRequest = {
  buyers: ({
    customer?: string
    customer_id?: string
    customer_email?: string
    role?: string
    since?: number
    until?: number
  })[]
}

export type PutAccountsByAccountIdBuyersResponse = { written: number; erased: number }

export type PostDecisionsMatchRequest = {
  channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
  customers: PostCustomersLookupRequest[]
}

export type PostDecisionsMatchResponse = {
  matches: ({
    decision_id: string | null
    content: 
      | {
        title: string
        body: string
        image_url: string | null
        url: string | null
        code: string | null
        disclosure: string | null
        locale: string
        market?: string
        items: ({
          item_id: string
          title: string
          url: string | null
          image_url: string | null
          price: string | null
        })[]
      }
      | null
    expires_at: number | null
    ask_again?: true
  })[]
}

export type PostDecisionsRequest = {
  customer: string
  channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
  context?: {
    placement?: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent"
    item_ids?: string[]
    market?: string
    locale?: string
  }
  trial?: boolean
}

export type PostDecisionsResponse = {
  decision: 
    | {
      decision_id: string
      customer: string
      offer_id: string
      kind: "cross_sell" | "upgrade" | "downgrade" | "replenish" | "win_back"
      channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
      item_ids: string[]
      content: {
        title: string
        body: string
        image_url: string | null
        url: string | null
        code: string | null
        disclosure: string | null
        locale: string
        market?: string
        items: ({
          item_id: string
          title: string
          url: string | null
          image_url: string | null
          price: string | null
        })[]
      }
      reasons: string[]
      status: "open" | "delivered" | "accepted" | "rejected" | "ignored" | "expired" | "withdrawn"
      created_at: number
      expires_at: number
      ended_at: number | null
      parts: {
        propensity: number
        expected: number
        context: number
        value: number
        lever: number
        margin: number
        incentive: number
        contact_cost: number
        margin_assumed: boolean
        chance: number
      }
      considered: ({
        offer_id: string
        name: string
        blocked_by: 
          | {
            stage: "applicability" | "eligibility" | "suitability" | "consent" | "policy"
            code: string
            max?: number
            days?: number
            offer_id?: string
          }
          | null
        priority?: number
      })[]
      contacts: ({
        channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
        at: number
        made: boolean
      })[]
    }
    | null
  considered: ({
    offer_id: string
    name: string
    blocked_by: 
      | {
        stage: "applicability" | "eligibility" | "suitability" | "consent" | "policy"
        code: string
        max?: number
        days?: number
        offer_id?: string
      }
      | null
    priority?: number
  })[]
}

export type GetDecisionsResponse = {
  items: ({
    decision_id: string
    customer: string
    offer_id: string
    kind: "cross_sell" | "upgrade" | "downgrade" | "replenish" | "win_back"
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
    item_ids: string[]
    content: {
      title: string
      body: string
      image_url: string | null
      url: string | null
      code: string | null
      disclosure: string | null
      locale: string
      market?: string
      items: ({
        item_id: string
        title: string
        url: string | null
        image_url: string | null
        price: string | null
      })[]
    }
    reasons: string[]
    status: "open" | "delivered" | "accepted" | "rejected" | "ignored" | "expired" | "withdrawn"
    created_at: number
    expires_at: number
    ended_at: number | null
    parts: {
      propensity: number
      expected: number
      context: number
      value: number
      lever: number
      margin: number
      incentive: number
      contact_cost: number
      margin_assumed: boolean
      chance: number
    }
    considered: ({
      offer_id: string
      name: string
      blocked_by: 
        | {
          stage: "applicability" | "eligibility" | "suitability" | "consent" | "policy"
          code: string
          max?: number
          days?: number
          offer_id?: string
        }
        | null
      priority?: number
    })[]
    contacts: ({
      channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
      at: number
      made: boolean
    })[]
  })[]
  next: string | null
}

export type GetDecisionsByDecisionIdResponse = {
  decision_id: string
  customer: string
  offer_id: string
  kind: "cross_sell" | "upgrade" | "downgrade" | "replenish" | "win_back"
  channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
  item_ids: string[]
  content: {
    title: string
    body: string
    image_url: string | null
    url: string | null
    code: string | null
    disclosure: string | null
    locale: string
    market?: string
    items: ({
      item_id: string
      title: string
      url: string | null
      image_url: string | null
      price: string | null
    })[]
  }
  reasons: string[]
  status: "open" | "delivered" | "accepted" | "rejected" | "ignored" | "expired" | "withdrawn"
  created_at: number
  expires_at: number
  ended_at: number | null
  parts: {
    propensity: number
    expected: number
    context: number
    value: number
    lever: number
    margin: number
    incentive: number
    contact_cost: number
    margin_assumed: boolean
    chance: number
  }
  considered: ({
    offer_id: string
    name: string
    blocked_by: 
      | {
        stage: "applicability" | "eligibility" | "suitability" | "consent" | "policy"
        code: string
        max?: number
        days?: number
        offer_id?: string
      }
      | null
    priority?: number
  })[]
  contacts: ({
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
    at: number
    made: boolean
  })[]
}

export type GetDecisionsByDecisionIdEmailResponse = { html: string; text: string }

export type PostDecisionsByDecisionIdDeliverRequest = { channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" }

export type PostResponsesRequest = {
  decision_id: string
  response: "accepted" | "rejected" | "viewed" | "ignored"
  channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
  reason?: 
    | "price_sensitivity"
    | "shipping_cost"
    | "shipping_speed"
    | "product_fit"
    | "trust_security"
    | "returns_policy"
    | "payment_options"
    | "comparison"
    | "timing_deferred"
    | "already_have"
    | "other"
  response_id?: string
  note?: string
  at?: number
}

export type PostResponsesResponse = { response_id: string; decision: GetDecisionsByDecisionIdResponse }

export type GetCustomersByCustomerPropensitiesResponse = {
  customer: string
  scored_at: number | null
  window_days: number
  buys: number | null
  families: ({
    family: string
    propensity: number
    item_id: string | null
    reasons: (
      | { code: "bought_before"; times: number; days_ago: number }
      | { code: "due"; in_days: number }
      | { code: "goes_with"; family: string; ratio: number }
      | { code: "price_level" }
      | { code: "brand" }
      | { code: "trend" }
      | { code: "season" }
      | { code: "popular"; share: number })[]
    text: string
  })[]
  items: string[]
}

export type PostCustomersLookAlikesRequest = { customers: string[]; limit?: number }

export type PostCustomersLookAlikesResponse = { known: number; lift: number | null; customers: ({ customer: string; score: number })[] }

export type GetPropensitiesResponse = {
  status: "none" | "waiting" | "scoring" | "ready" | "too_few_orders"
  fitted_at: number | null
  window_days: number
  fitted: number
  scored: number
  families: string[]
  calibration: 
    | {
      buys: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
      family: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
    }
    | null
}

export type GetPropensitiesCustomersResponse = { family: string; customers: ({ customer: string; propensity: number })[] }

export type GetPersonKeysResponse = {
  items: ({
    key: string
    kind: "customer_id" | "email"
    state: "single" | "several" | "shared" | "separate"
    joins: boolean
    customer_ids: string[]
  })[]
  next: string | null
}

export type PutPersonKeysRequest = { key: string; joins: boolean }

export type PutPersonKeysResponse = {
  key: string
  kind: "customer_id" | "email"
  state: "single" | "several" | "shared" | "separate"
  joins: boolean
  customer_ids: string[]
}

export type PostRecommendationsRequest = {
  placement: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent"
  panels: ({ intent: "complementary" | "upgrade" | "downgrade" | "related" | "replenish"; limit?: number })[]
  item_id?: string
  cart_item_ids?: string[]
  locale?: string
  market?: string
  group?: string
  customer: { customer_email?: string; customer_id?: string }
  trace?: boolean
  for_page?: boolean
}

export type PostRulesSimulateRequest = {
  placement: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic"
  intent?: "complementary" | "upgrade" | "downgrade" | "related" | "replenish"
  item_id?: string
  cart_item_ids?: string[]
  limit?: number
  locale?: string
  market?: string
  group?: string
  customer?: PostCustomersLookupRequest
  drafts?: ({
    rule_id?: string
    name: string
    note?: string
    status?: "draft" | "live" | "ended"
    priority?: number
    action: RuleAction
    when?: {
      placements?: ("product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent")[]
      intents?: ("complementary" | "upgrade" | "downgrade" | "related" | "replenish")[]
      seed?: ItemTest
      cart?: { items?: ItemTest; value?: { from?: number; to?: number } }
      customer?: "known" | "unknown"
      groups?: string[]
      markets?: string[]
      locales?: string[]
      weekdays?: number[]
      hours?: { from: string; to: string }
    }
    start?: string | null
    end?: string | null
  })[]
  without?: string[]
  at?: string
}

export type PostRulesSimulateResponse = { live: Recommendation; draft: Recommendation }

export type PostRulesCompareRequest = {
  drafts?: ({
    rule_id?: string
    name: string
    note?: string
    status?: "draft" | "live" | "ended"
    priority?: number
    action: RuleAction
    when?: {
      placements?: ("product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent")[]
      intents?: ("complementary" | "upgrade" | "downgrade" | "related" | "replenish")[]
      seed?: ItemTest
      cart?: { items?: ItemTest; value?: { from?: number; to?: number } }
      customer?: "known" | "unknown"
      groups?: string[]
      markets?: string[]
      locales?: string[]
      weekdays?: number[]
      hours?: { from: string; to: string }
    }
    start?: string | null
    end?: string | null
  })[]
  without?: string[]
  at?: string
}

export type PostRulesCompareResponse = {
  basis: "views" | "orders"
  pages: number
  views: number
  changed: ({ item_id: string; title: string; views: number; before: string[]; after: string[] })[]
  titles: Record<string, string>
  rules: ({ rule_id: string; views: number; share: number | null })[]
}

export type PostSegmentsSizeRequest = { condition: CustomerCondition }

export type PostSegmentsSizeResponse = {
  sampled: number
  members: number
  undecided: number
  share: number
  low: number
  high: number
  overlaps: ({ segment_id: string; name: string; members: number })[]
}

export type PostContactPolicySimulateRequest = {
  contact_policy: {
    windows?: ({
      scope?: "customer" | "account"
      channels?: ("email" | "sms" | "push" | "post" | "call")[]
      offer_ids?: string[]
      categories?: string[]
      groups?: string[]
      max: number
      days: number
    })[]
    rests?: {
      accepted?: number
      rejected?: number
      rejected_category?: number
      ignored?: number
      seen?: number
    }
    quiet_hours?: { from: string; to: string }
    blackout_days?: string[]
    least_gap_hours?: number
    decision_days?: number
    without_consent?: ("email" | "sms" | "push" | "post" | "call")[]
    explore_share?: number
    holdout_share?: number
    contact_costs?: Record<string, number>
    assumed_margin?: number
  }
  days?: number
}

export type PostContactPolicySimulateResponse = {
  from: number
  contacts: number
  withheld: number
  moved: number
  people: number
  people_affected: number
  causes: ({ code: string; max?: number; days?: number; contacts: number })[]
  channels: ({
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
    contacts: number
    withheld: number
  })[]
  offers: ({ offer_id: string; name: string; contacts: number; withheld: number; accepted_withheld: number })[]
}

export type GetShopResponse = {
  shop_id: string
  name: string
  currency: string
  locale: string
  time_zone: string
  status: "live" | "paused"
  created_at: number
  publishable_keys: string[]
  settings_version: number
}

export type PatchShopRequest = { currency: string }

export type GetMeResponse = {
  kind: "member" | "key"
  id: string
  name: string | null
  role: "rep" | "manager" | "analyst" | "editor" | "owner"
  session_id: string | null
  demo: "none" | "offered" | "entered"
}

export type GetSettingsResponse = {
  name: string
  locale?: string
  time_zone?: string
  allowed_origins?: string[]
  public_evidence?: "share" | "words" | "none"
  share_up_to?: number
  pictures?: "required" | "optional"
  price_days?: number
  events_a_day?: number
  outside_model_days?: number
  panel_rules?: {
    sold_out?: "hide" | "last"
    non_goods?: "hide" | "show"
    views?: "learn" | "ignore"
    product?: { same_family?: "auto" | "keep" | "drop"; most_of_a_family?: number }
    cart?: { same_family?: "auto" | "keep" | "drop"; most_of_a_family?: number }
    upgrade?: { from?: number; to?: number; gain_attributes?: string[] }
  }
  panels?: {
    product?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    cart?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    checkout?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    thank_you?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    home?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
    generic?: {
      layout?: "grid" | "carousel" | "list" | "bundle"
      title?: string
      popular_title?: string
      limit?: number
      columns?: number
      texts?: {
        add?: string
        adding?: string
        added?: string
        failed?: string
        add_label?: string
        choose_options?: string
        view?: string
        more?: string
        from?: string
        choose?: string
        why?: string
        not_for_me?: string
        not_for_me_label?: string
        gone?: string
        too_dear?: string
        nothing_cheaper?: string
        to_free_shipping?: string
        free_shipping?: string
        this_item?: string
        total?: string
        add_all?: PluralForms
        previous?: string
        next?: string
        slide?: string
      }
      why?: boolean
      not_for_me?: boolean
      explore?: number
      free_shipping?: { amount: number }
      discount_code?: string
    }
  }
  contact_policy?: {
    windows?: ({
      scope?: "customer" | "account"
      channels?: ("email" | "sms" | "push" | "post" | "call")[]
      offer_ids?: string[]
      categories?: string[]
      groups?: string[]
      max: number
      days: number
    })[]
    rests?: {
      accepted?: number
      rejected?: number
      rejected_category?: number
      ignored?: number
      seen?: number
    }
    quiet_hours?: { from: string; to: string }
    blackout_days?: string[]
    least_gap_hours?: number
    decision_days?: number
    without_consent?: ("email" | "sms" | "push" | "post" | "call")[]
    explore_share?: number
    holdout_share?: number
    contact_costs?: Record<string, number>
    assumed_margin?: number
  }
  accounts?: {
    from_orders?: boolean
    same_families?: Record<string, string>
    horizon_days?: number
    rankings?: boolean
    goals?: ({
      team: string
      measure: "pages_opened" | "outcomes" | "accepted" | "families_opened"
      target: number
      from: number
      to: number
    })[]
  }
}

export type PatchSettingsRequest = {
  name?: string | null
  locale?: string | null
  time_zone?: string | null
  allowed_origins?: string[] | null
  public_evidence?: "share" | "words" | "none" | null
  share_up_to?: number | null
  pictures?: "required" | "optional" | null
  price_days?: number | null
  events_a_day?: number | null
  outside_model_days?: number | null
  panel_rules?: 
    | {
      sold_out?: "hide" | "last" | null
      non_goods?: "hide" | "show" | null
      views?: "learn" | "ignore" | null
      product?: { same_family?: "auto" | "keep" | "drop" | null; most_of_a_family?: number | null } | null
      cart?: { same_family?: "auto" | "keep" | "drop" | null; most_of_a_family?: number | null } | null
      upgrade?: { from?: number | null; to?: number | null; gain_attributes?: string[] | null } | null
    }
    | null
  panels?: 
    | {
      product?: 
        | {
          layout?: "grid" | "carousel" | "list" | "bundle" | null
          title?: string | null
          popular_title?: string | null
          limit?: number | null
          columns?: number | null
          texts?: 
            | {
              add?: string | null
              adding?: string | null
              added?: string | null
              failed?: string | null
              add_label?: string | null
              choose_options?: string | null
              view?: string | null
              more?: string | null
              from?: string | null
              choose?: string | null
              why?: string | null
              not_for_me?: string | null
              not_for_me_label?: string | null
              gone?: string | null
              too_dear?: string | null
              nothing_cheaper?: string | null
              to_free_shipping?: string | null
              free_shipping?: string | null
              this_item?: string | null
              total?: string | null
              add_all?: 
                | {
                  zero?: string | null
                  one?: string | null
                  two?: string | null
                  few?: string | null
                  many?: string | null
                  other?: string | null
                }
                | null
              previous?: string | null
              next?: string | null
              slide?: string | null
            }
            | null
          why?: boolean | null
          not_for_me?: boolean | null
          explore?: number | null
          free_shipping?: { amount?: number | null } | null
          discount_code?: string | null
        }
        | null
      cart?: 
        | {
          layout?: "grid" | "carousel" | "list" | "bundle" | null
          title?: string | null
          popular_title?: string | null
          limit?: number | null
          columns?: number | null
          texts?: 
            | {
              add?: string | null
              adding?: string | null
              added?: string | null
              failed?: string | null
              add_label?: string | null
              choose_options?: string | null
              view?: string | null
              more?: string | null
              from?: string | null
              choose?: string | null
              why?: string | null
              not_for_me?: string | null
              not_for_me_label?: string | null
              gone?: string | null
              too_dear?: string | null
              nothing_cheaper?: string | null
              to_free_shipping?: string | null
              free_shipping?: string | null
              this_item?: string | null
              total?: string | null
              add_all?: 
                | {
                  zero?: string | null
                  one?: string | null
                  two?: string | null
                  few?: string | null
                  many?: string | null
                  other?: string | null
                }
                | null
              previous?: string | null
              next?: string | null
              slide?: string | null
            }
            | null
          why?: boolean | null
          not_for_me?: boolean | null
          explore?: number | null
          free_shipping?: { amount?: number | null } | null
          discount_code?: string | null
        }
        | null
      checkout?: 
        | {
          layout?: "grid" | "carousel" | "list" | "bundle" | null
          title?: string | null
          popular_title?: string | null
          limit?: number | null
          columns?: number | null
          texts?: 
            | {
              add?: string | null
              adding?: string | null
              added?: string | null
              failed?: string | null
              add_label?: string | null
              choose_options?: string | null
              view?: string | null
              more?: string | null
              from?: string | null
              choose?: string | null
              why?: string | null
              not_for_me?: string | null
              not_for_me_label?: string | null
              gone?: string | null
              too_dear?: string | null
              nothing_cheaper?: string | null
              to_free_shipping?: string | null
              free_shipping?: string | null
              this_item?: string | null
              total?: string | null
              add_all?: 
                | {
                  zero?: string | null
                  one?: string | null
                  two?: string | null
                  few?: string | null
                  many?: string | null
                  other?: string | null
                }
                | null
              previous?: string | null
              next?: string | null
              slide?: string | null
            }
            | null
          why?: boolean | null
          not_for_me?: boolean | null
          explore?: number | null
          free_shipping?: { amount?: number | null } | null
          discount_code?: string | null
        }
        | null
      thank_you?: 
        | {
          layout?: "grid" | "carousel" | "list" | "bundle" | null
          title?: string | null
          popular_title?: string | null
          limit?: number | null
          columns?: number | null
          texts?: 
            | {
              add?: string | null
              adding?: string | null
              added?: string | null
              failed?: string | null
              add_label?: string | null
              choose_options?: string | null
              view?: string | null
              more?: string | null
              from?: string | null
              choose?: string | null
              why?: string | null
              not_for_me?: string | null
              not_for_me_label?: string | null
              gone?: string | null
              too_dear?: string | null
              nothing_cheaper?: string | null
              to_free_shipping?: string | null
              free_shipping?: string | null
              this_item?: string | null
              total?: string | null
              add_all?: 
                | {
                  zero?: string | null
                  one?: string | null
                  two?: string | null
                  few?: string | null
                  many?: string | null
                  other?: string | null
                }
                | null
              previous?: string | null
              next?: string | null
              slide?: string | null
            }
            | null
          why?: boolean | null
          not_for_me?: boolean | null
          explore?: number | null
          free_shipping?: { amount?: number | null } | null
          discount_code?: string | null
        }
        | null
      home?: 
        | {
          layout?: "grid" | "carousel" | "list" | "bundle" | null
          title?: string | null
          popular_title?: string | null
          limit?: number | null
          columns?: number | null
          texts?: 
            | {
              add?: string | null
              adding?: string | null
              added?: string | null
              failed?: string | null
              add_label?: string | null
              choose_options?: string | null
              view?: string | null
              more?: string | null
              from?: string | null
              choose?: string | null
              why?: string | null
              not_for_me?: string | null
              not_for_me_label?: string | null
              gone?: string | null
              too_dear?: string | null
              nothing_cheaper?: string | null
              to_free_shipping?: string | null
              free_shipping?: string | null
              this_item?: string | null
              total?: string | null
              add_all?: 
                | {
                  zero?: string | null
                  one?: string | null
                  two?: string | null
                  few?: string | null
                  many?: string | null
                  other?: string | null
                }
                | null
              previous?: string | null
              next?: string | null
              slide?: string | null
            }
            | null
          why?: boolean | null
          not_for_me?: boolean | null
          explore?: number | null
          free_shipping?: { amount?: number | null } | null
          discount_code?: string | null
        }
        | null
      generic?: 
        | {
          layout?: "grid" | "carousel" | "list" | "bundle" | null
          title?: string | null
          popular_title?: string | null
          limit?: number | null
          columns?: number | null
          texts?: 
            | {
              add?: string | null
              adding?: string | null
              added?: string | null
              failed?: string | null
              add_label?: string | null
              choose_options?: string | null
              view?: string | null
              more?: string | null
              from?: string | null
              choose?: string | null
              why?: string | null
              not_for_me?: string | null
              not_for_me_label?: string | null
              gone?: string | null
              too_dear?: string | null
              nothing_cheaper?: string | null
              to_free_shipping?: string | null
              free_shipping?: string | null
              this_item?: string | null
              total?: string | null
              add_all?: 
                | {
                  zero?: string | null
                  one?: string | null
                  two?: string | null
                  few?: string | null
                  many?: string | null
                  other?: string | null
                }
                | null
              previous?: string | null
              next?: string | null
              slide?: string | null
            }
            | null
          why?: boolean | null
          not_for_me?: boolean | null
          explore?: number | null
          free_shipping?: { amount?: number | null } | null
          discount_code?: string | null
        }
        | null
    }
    | null
  contact_policy?: 
    | {
      windows?: 
        | ({
          scope?: "customer" | "account"
          channels?: ("email" | "sms" | "push" | "post" | "call")[]
          offer_ids?: string[]
          categories?: string[]
          groups?: string[]
          max: number
          days: number
        })[]
        | null
      rests?: 
        | {
          accepted?: number | null
          rejected?: number | null
          rejected_category?: number | null
          ignored?: number | null
          seen?: number | null
        }
        | null
      quiet_hours?: { from?: string | null; to?: string | null } | null
      blackout_days?: string[] | null
      least_gap_hours?: number | null
      decision_days?: number | null
      without_consent?: ("email" | "sms" | "push" | "post" | "call")[] | null
      explore_share?: number | null
      holdout_share?: number | null
      contact_costs?: Record<string, number> | null
      assumed_margin?: number | null
    }
    | null
  accounts?: 
    | {
      from_orders?: boolean | null
      same_families?: Record<string, string> | null
      horizon_days?: number | null
      rankings?: boolean | null
      goals?: 
        | ({
          team: string
          measure: "pages_opened" | "outcomes" | "accepted" | "families_opened"
          target: number
          from: number
          to: number
        })[]
        | null
    }
    | null
}

export type GetSettingsVersionsResponse = {
  items: ({
    version: number
    actor: { kind: "operator" | "member" | "key" | "system"; id: string }
    created_at: number
    restored: number | null
  })[]
  next: string | null
}

export type GetSettingsVersionsByVersionResponse = {
  version: number
  actor: { kind: "operator" | "member" | "key" | "system"; id: string }
  created_at: number
  restored: number | null
  settings: GetSettingsResponse
}

export type GetAuditDigestsResponse = {
  items: ({
    number: number
    from_at: number
    until_at: number
    entries: number
    data_entries: number
    data_checked: boolean
    signature: string
    state: "intact" | "entries_changed" | "signature_wrong" | "digest_missing"
  })[]
  next: string | null
}

export type PostImportsResponse = { import_id: string; status: "receiving" | "applying" | "done" | "failed" }

export type GetImportsResponse = { items: Import[]; next: string | null }

export type GetItemsResponse = {
  items: Item[]
  next: string | null
  total: number
  not_shown: Record<string, 
    | "unpublished"
    | "excluded"
    | "non_goods"
    | "gift_card"
    | "out_of_stock"
    | "price_zero"
    | "no_link"
    | "no_picture">
}

export type PutItemsRequest = { items: Item[] }

export type PutItemsResponse = { written: number }

export type PatchItemsByItemIdRequest = {
  item_id?: string | null
  title?: string | null
  url?: string | null
  image_url?: string | null
  platform_id?: string | null
  aliases?: string[] | null
  action?: "add" | "choose" | "view" | null
  translations?: Record<string, { title: string; url?: string }> | null
  category?: string | null
  collections?: string[] | null
  product_type?: string | null
  brand?: string | null
  tags?: string[] | null
  attributes?: Record<string, string> | null
  published?: boolean | null
  gift_card?: boolean | null
  replenish_days?: number | null
  disclosure?: string | null
  age_limit?: number | null
  prior_price_30d?: number | null
  market_prices?: Record<string, { amount: number; currency: string }> | null
  group_prices?: Record<string, { amount: number; currency: string }> | null
  variants?: Variant[] | null
}

export type GetItemsByItemIdFiguresResponse = {
  item_id: string
  from: string
  to: string
  currency: string
  seed: 
    | {
      shown: number
      seen: number
      clicked: number
      added: number
      dismissed: number
      bought: number
      revenue: number
      click_rate: number | null
      click_rate_low: number | null
      click_rate_high: number | null
    }
    | null
  suggested: 
    | {
      shown: number
      seen: number
      clicked: number
      added: number
      dismissed: number
      bought: number
      revenue: number
      click_rate: number | null
      click_rate_low: number | null
      click_rate_high: number | null
    }
    | null
}

export type GetOrdersResponse = {
  items: ({
    order_id: string
    ordered_at: number | null
    status: "paid" | "pending" | "cancelled" | "refunded" | "test"
    currency: string
    lines: ({ reference: string; quantity: number; price: number | null })[]
    subtotal: number | null
    discount: number | null
    shipping: number | null
    tax: number | null
    tax_included: boolean | null
    fees: number | null
    total: number | null
    refunded: number | null
    coupons: string[] | null
    channel: "web" | "pos" | "phone" | "marketplace" | "subscription" | "draft" | null
    market: string | null
    line_discounts: ({ reference: string; amount: number })[]
    refunds: ({ reference: string; quantity: number; price: number | null; amount: number | null })[]
  })[]
  next: string | null
}

export type PostOrdersRequest = {
  orders: ({
    order_id: string
    ordered_at?: string
    customer_id?: string
    customer_email?: string
    status?: "paid" | "pending" | "cancelled" | "refunded" | "test"
    currency?: string
    lines: ({
      item_id: string
      quantity?: number
      price?: number
      discount?: number
      recommendation_id?: string
    })[]
    subtotal?: number
    discount?: number
    shipping?: number
    tax?: number
    tax_included?: boolean
    fees?: number
    total?: number
    refunded?: number
    coupons?: string[]
    channel?: "web" | "pos" | "phone" | "marketplace" | "subscription" | "draft"
    account?: string
    market?: string
    refunds?: ({ item_id: string; quantity: number; price?: number; amount?: number })[]
  })[]
}

export type PostOrdersResponse = {
  written: number
  totals?: {
    given: number
    add_up: number
    rounded: number
    not_add_up: number
    unreadable: number
    per_line?: number
    left_out?: number
    examples: string[]
  }
}

export type GetOrdersByOrderIdResponse = {
  order_id: string
  ordered_at: number | null
  status: "paid" | "pending" | "cancelled" | "refunded" | "test"
  currency: string
  lines: ({ reference: string; quantity: number; price: number | null })[]
  subtotal: number | null
  discount: number | null
  shipping: number | null
  tax: number | null
  tax_included: boolean | null
  fees: number | null
  total: number | null
  refunded: number | null
  coupons: string[] | null
  channel: "web" | "pos" | "phone" | "marketplace" | "subscription" | "draft" | null
  market: string | null
  line_discounts: ({ reference: string; amount: number })[]
  refunds: ({ reference: string; quantity: number; price: number | null; amount: number | null })[]
}

export type GetRelationsResponse = {
  items: ({
    item_id: string
    related_item_id: string
    relationship_type: 
      | "part_of_set"
      | "required_part"
      | "often_bought_with"
      | "accessory"
      | "substitute"
      | "different_brand"
      | "up_sell"
      | "down_sell"
    position: number
    start_at?: number
    end_at?: number
    from_catalogue: boolean
    related_title: string | null
  })[]
  next: string | null
}

export type PutRelationsRequest = {
  relations: ({
    item_id: string
    related_item_id: string
    relationship_type: 
      | "part_of_set"
      | "required_part"
      | "often_bought_with"
      | "accessory"
      | "substitute"
      | "different_brand"
      | "up_sell"
      | "down_sell"
    position?: number
    start_at?: number
    end_at?: number
  })[]
}

export type PutRelationsResponse = { written: number }

export type GetMappingsResponse = {
  items: ({
    mapping_id: string
    kind: "items" | "orders" | "relations" | "customers"
    header: string[]
    format?: string
    columns: Record<string, string>
    values?: Record<string, Record<string, string>>
    ignored?: string[]
    date_order?: "DMY" | "MDY"
  })[]
}

export type PutMappingsRequest = {
  kind: "items" | "orders" | "relations" | "customers"
  header: string[]
  format?: string
  columns: Record<string, string>
  values?: Record<string, Record<string, string>>
  ignored?: string[]
  date_order?: "DMY" | "MDY"
}

export type PutMappingsResponse = {
  mapping_id: string
  kind: "items" | "orders" | "relations" | "customers"
  header: string[]
  format?: string
  columns: Record<string, string>
  values?: Record<string, Record<string, string>>
  ignored?: string[]
  date_order?: "DMY" | "MDY"
}

export type PostModelsResponse = { model_id: string }

export type GetModelsResponse = {
  items: ({
    model_id: string
    status: "queued" | "running" | "live" | "retired" | "refused" | "failed" | "skipped"
    cause: "import" | "orders" | "nightly" | "call" | "tuning" | "outside"
    created_at: number
    finished_at: number | null
    settings: {
      window_days: number
      min_co_orders: number
      min_customers: number | null
      page?: {
        ridge: number
        mixture: number
        share: number
        popularity: number
        size_exponent: number
        similar?: number | null
        prior?: number
        calibration?: { intercept: number; slope: number }
      }
      cart?: {
        ridge: number
        mixture: number
        share: number
        popularity: number
        best_sellers?: boolean
        similar?: boolean
        prior?: number
        calibration?: { intercept: number; slope: number }
      }
      ageing?: { half_life_days: number | null; season: number | null }
      tuning?: {
        tuned_at: number
        orders: number
        folds: number
        page: {
          chosen: string
          cases: number
          tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
        }
        cart: {
          chosen: string
          cases: number
          tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
        }
        customers: {
          chosen: string
          cases: number
          tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
        }
        age: {
          chosen: string
          cases: number
          tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
        }
        calibration?: {
          page: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
          cart: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
        }
      }
    }
    counts: 
      | {
        orders: number
        orders_with_two: number
        lines: number
        lines_unmatched: number
        customers: number
        items: number
        items_bought: number
        pairs: number
        pairs_of_three: number
        items_ready: number
        items_pooled: number
        items_fallback: number
        lines_matched: { id: number; sku: number; name: number }
        lists: number
        non_goods?: number
        lists_written: number
        lists_deleted: number
        orders_left_out: number
        first_order_at: number | null
        last_order_at: number | null
        orders_held?: number
        family_lift?: number
        pairs_held?: number
        items_with_upgrade?: number
        items_linked?: number
        items_repeated?: number
        array_bytes: number
      }
      | null
    hash: string | null
    refusals: string[]
    gate: 
      | {
        page: { cases: number; fresh: number; live: number; difference: number; standard_error: number }
        cart: { cases: number; fresh: number; live: number; difference: number; standard_error: number }
      }
      | null
    note: string | null
    outside: 
      | {
        bytes: number
        lists: number
        dropped: {
          unknown_lists: number
          unknown_items: number
          excluded: number
          withheld: number
          empty_lists: number
        }
      }
      | null
  })[]
  next: string | null
}

export type GetModelsByModelIdResponse = {
  model_id: string
  status: "queued" | "running" | "live" | "retired" | "refused" | "failed" | "skipped"
  cause: "import" | "orders" | "nightly" | "call" | "tuning" | "outside"
  created_at: number
  finished_at: number | null
  settings: {
    window_days: number
    min_co_orders: number
    min_customers: number | null
    page?: {
      ridge: number
      mixture: number
      share: number
      popularity: number
      size_exponent: number
      similar?: number | null
      prior?: number
      calibration?: { intercept: number; slope: number }
    }
    cart?: {
      ridge: number
      mixture: number
      share: number
      popularity: number
      best_sellers?: boolean
      similar?: boolean
      prior?: number
      calibration?: { intercept: number; slope: number }
    }
    ageing?: { half_life_days: number | null; season: number | null }
    tuning?: {
      tuned_at: number
      orders: number
      folds: number
      page: {
        chosen: string
        cases: number
        tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
      }
      cart: {
        chosen: string
        cases: number
        tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
      }
      customers: {
        chosen: string
        cases: number
        tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
      }
      age: {
        chosen: string
        cases: number
        tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
      }
      calibration?: {
        page: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
        cart: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
      }
    }
  }
  counts: 
    | {
      orders: number
      orders_with_two: number
      lines: number
      lines_unmatched: number
      customers: number
      items: number
      items_bought: number
      pairs: number
      pairs_of_three: number
      items_ready: number
      items_pooled: number
      items_fallback: number
      lines_matched: { id: number; sku: number; name: number }
      lists: number
      non_goods?: number
      lists_written: number
      lists_deleted: number
      orders_left_out: number
      first_order_at: number | null
      last_order_at: number | null
      orders_held?: number
      family_lift?: number
      pairs_held?: number
      items_with_upgrade?: number
      items_linked?: number
      items_repeated?: number
      array_bytes: number
    }
    | null
  hash: string | null
  refusals: string[]
  gate: 
    | {
      page: { cases: number; fresh: number; live: number; difference: number; standard_error: number }
      cart: { cases: number; fresh: number; live: number; difference: number; standard_error: number }
    }
    | null
  note: string | null
  outside: 
    | {
      bytes: number
      lists: number
      dropped: {
        unknown_lists: number
        unknown_items: number
        excluded: number
        withheld: number
        empty_lists: number
      }
    }
    | null
}

export type PostTuningsResponse = { tuning_id: string }

export type GetTuningsResponse = {
  items: ({
    tuning_id: string
    status: "queued" | "running" | "done" | "skipped" | "failed"
    cause: "first" | "weekly" | "grown" | "call"
    created_at: number
    finished_at: number | null
    orders: number
    folds_done: number
    settings: 
      | {
        window_days: number
        min_co_orders: number
        min_customers: number | null
        page?: {
          ridge: number
          mixture: number
          share: number
          popularity: number
          size_exponent: number
          similar?: number | null
          prior?: number
          calibration?: { intercept: number; slope: number }
        }
        cart?: {
          ridge: number
          mixture: number
          share: number
          popularity: number
          best_sellers?: boolean
          similar?: boolean
          prior?: number
          calibration?: { intercept: number; slope: number }
        }
        ageing?: { half_life_days: number | null; season: number | null }
        tuning?: {
          tuned_at: number
          orders: number
          folds: number
          page: {
            chosen: string
            cases: number
            tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
          }
          cart: {
            chosen: string
            cases: number
            tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
          }
          customers: {
            chosen: string
            cases: number
            tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
          }
          age: {
            chosen: string
            cases: number
            tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
          }
          calibration?: {
            page: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
            cart: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
          }
        }
      }
      | null
    problem: string | null
  })[]
  next: string | null
}

export type GetTuningsByTuningIdResponse = {
  tuning_id: string
  status: "queued" | "running" | "done" | "skipped" | "failed"
  cause: "first" | "weekly" | "grown" | "call"
  created_at: number
  finished_at: number | null
  orders: number
  folds_done: number
  settings: 
    | {
      window_days: number
      min_co_orders: number
      min_customers: number | null
      page?: {
        ridge: number
        mixture: number
        share: number
        popularity: number
        size_exponent: number
        similar?: number | null
        prior?: number
        calibration?: { intercept: number; slope: number }
      }
      cart?: {
        ridge: number
        mixture: number
        share: number
        popularity: number
        best_sellers?: boolean
        similar?: boolean
        prior?: number
        calibration?: { intercept: number; slope: number }
      }
      ageing?: { half_life_days: number | null; season: number | null }
      tuning?: {
        tuned_at: number
        orders: number
        folds: number
        page: {
          chosen: string
          cases: number
          tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
        }
        cart: {
          chosen: string
          cases: number
          tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
        }
        customers: {
          chosen: string
          cases: number
          tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
        }
        age: {
          chosen: string
          cases: number
          tried: ({ name: string; mean: number; gain: number; standard_error: number })[]
        }
        calibration?: {
          page: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
          cart: { ece: number; deciles: ({ cases: number; predicted: number; observed: number })[] }
        }
      }
    }
    | null
  problem: string | null
}

export type GetHeldPairsResponse = {
  items: ({
    item_id: string
    companion_id: string
    title: string | null
    companion_title: string | null
    status: "waiting" | "allowed" | "refused"
    held_at: number
    co_orders: number
    customers: number
  })[]
  next: string | null
}

export type PutHeldPairsRequest = { item_id: string; companion_id: string; status: "waiting" | "allowed" | "refused" }

export type GetExclusionsResponse = {
  items: ({
    item_id: string
    title: string | null
    status: "found" | "excluded" | "allowed"
    signals: (
      | "name"
      | "word_in_name"
      | "type_or_brand"
      | "no_page_or_picture"
      | "cheap"
      | "varying_price"
      | "in_many_orders")[]
    at: number
  })[]
  next: string | null
}

export type PutExclusionsRequest = { exclusions: ({ item_id: string; status: "excluded" | "allowed" })[] }

export type GetCatalogueFacetsResponse = {
  brands: ({ value: string; items: number })[]
  categories: ({ value: string; items: number })[]
  availability: ({ value: string; items: number })[]
  reasons: ({ value: string; items: number })[]
}

export type PostExperimentsRequest = {
  name: string
  placement: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent"
  intent?: "complementary" | "upgrade" | "downgrade" | "related" | "replenish"
  unit?: "visitor" | "customer"
  arms?: ({
    arm: string
    share: number
    holdout?: boolean
    settings?: {
      title?: string
      layout?: "grid" | "carousel" | "list" | "bundle"
      limit?: number
      sources?: (
        | "pinned"
        | "relation"
        | "mined"
        | "similar"
        | "viewed"
        | "history"
        | "generalised"
        | "category"
        | "bestseller"
        | "catalogue")[]
      rules?: boolean
    }
  })[]
}

export type PostExperimentsResponse = {
  experiment_id: string
  name: string
  placement: "product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent"
  intent: "complementary" | "upgrade" | "downgrade" | "related" | "replenish"
  unit: "visitor" | "customer"
  status: "draft" | "running" | "stopped"
  ramp: number
  arms: ({
    arm: string
    share: number
    holdout?: boolean
    settings?: {
      title?: string
      layout?: "grid" | "carousel" | "list" | "bundle"
      limit?: number
      sources?: (
        | "pinned"
        | "relation"
        | "mined"
        | "similar"
        | "viewed"
        | "history"
        | "generalised"
        | "category"
        | "bestseller"
        | "catalogue")[]
      rules?: boolean
    }
  })[]
  plan: {
    orders_a_month: number
    visitors_a_week: number
    conversion: number
    power: ({ share: number; visible_in_4_weeks: number | null; weeks_to_see_5_percent: number | null })[]
    proposed_holdout: number | null
    weeks_of_half: number | null
    planned_visitors: number
  }
  created_at: number
  started_at: number | null
  stopped_at: number | null
  stop_cause: "call" | "harm" | null
  mismatch_since: number | null
}

export type GetExperimentsResponse = { items: PostExperimentsResponse[]; next: string | null }

export type PatchExperimentsByExperimentIdRequest = { status?: "running" | "stopped"; ramp?: 1 | 10 | 50 | 100 }

export type GetExperimentsByExperimentIdResultsResponse = {
  experiment_id: string
  status: "draft" | "running" | "stopped"
  as_of: number
  currency: string
  arms: ({
    arm: string
    holdout: boolean
    visitors: number
    left_out: number
    buyers: number
    orders: number
    revenue: number
    margin: number
    with_past: number
  })[]
  sample_ratio: { p: number; as_drawn: boolean }
  comparisons: ({
    arm: string
    control: string
    conversion: {
      arm: number
      control: number
      effect: { value: number; error: number; low: number; high: number; p: number }
      always: { value: number; error: number; low: number; high: number; p: number } | null
      detectable: number | null
      lift: { value: number; error: number; low: number; high: number; p: number } | null
      variance_left: number
      verdict: "helps" | "harms" | "too_early" | "not_as_drawn"
    }
    revenue: {
      arm: number
      control: number
      effect: { value: number; error: number; low: number; high: number; p: number }
      always: { value: number; error: number; low: number; high: number; p: number } | null
      detectable: number | null
      lift: { value: number; error: number; low: number; high: number; p: number } | null
      variance_left: number
      verdict: "helps" | "harms" | "too_early" | "not_as_drawn"
    }
    margin: {
      arm: number
      control: number
      effect: { value: number; error: number; low: number; high: number; p: number }
      always: { value: number; error: number; low: number; high: number; p: number } | null
      detectable: number | null
      lift: { value: number; error: number; low: number; high: number; p: number } | null
      variance_left: number
      verdict: "helps" | "harms" | "too_early" | "not_as_drawn"
    }
    order_value: { value: number; error: number; low: number; high: number; p: number } | null
    segments: ({
      segment: string
      effect: { value: number; error: number; low: number; high: number; p: number }
      counts: boolean
    })[]
  })[]
  purchases_joined: number | null
  purchases_unproved: number
  orders_of_other_currencies: number
  cost_known: number | null
}

export type GetRulesResponse = {
  items: ({
    rule_id: string
    version: number
    name: string
    note?: string
    status?: "draft" | "live" | "ended"
    priority?: number
    action: RuleAction
    when?: {
      placements?: ("product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent")[]
      intents?: ("complementary" | "upgrade" | "downgrade" | "related" | "replenish")[]
      seed?: ItemTest
      cart?: { items?: ItemTest; value?: { from?: number; to?: number } }
      customer?: "known" | "unknown"
      groups?: string[]
      markets?: string[]
      locales?: string[]
      weekdays?: number[]
      hours?: { from: string; to: string }
    }
    start?: string | null
    end?: string | null
    changed_at: number
    actor: { kind: "operator" | "member" | "key" | "system"; id: string }
  })[]
  next: string | null
}

export type PostRulesRequest = {
  name: string
  note?: string
  status?: "draft" | "live" | "ended"
  priority?: number
  action: RuleAction
  when?: {
    placements?: ("product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent")[]
    intents?: ("complementary" | "upgrade" | "downgrade" | "related" | "replenish")[]
    seed?: ItemTest
    cart?: { items?: ItemTest; value?: { from?: number; to?: number } }
    customer?: "known" | "unknown"
    groups?: string[]
    markets?: string[]
    locales?: string[]
    weekdays?: number[]
    hours?: { from: string; to: string }
  }
  start?: string | null
  end?: string | null
}

export type PostRulesResponse = {
  rule_id: string
  version: number
  name: string
  note?: string
  status?: "draft" | "live" | "ended"
  priority?: number
  action: RuleAction
  when?: {
    placements?: ("product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent")[]
    intents?: ("complementary" | "upgrade" | "downgrade" | "related" | "replenish")[]
    seed?: ItemTest
    cart?: { items?: ItemTest; value?: { from?: number; to?: number } }
    customer?: "known" | "unknown"
    groups?: string[]
    markets?: string[]
    locales?: string[]
    weekdays?: number[]
    hours?: { from: string; to: string }
  }
  start?: string | null
  end?: string | null
  changed_at: number
  actor: { kind: "operator" | "member" | "key" | "system"; id: string }
  warnings: ({ code: string; text: string })[]
}

export type PutRulesRequest = {
  rules: ({
    rule_id?: string
    name: string
    note?: string
    status?: "draft" | "live" | "ended"
    priority?: number
    action: RuleAction
    when?: {
      placements?: ("product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent")[]
      intents?: ("complementary" | "upgrade" | "downgrade" | "related" | "replenish")[]
      seed?: ItemTest
      cart?: { items?: ItemTest; value?: { from?: number; to?: number } }
      customer?: "known" | "unknown"
      groups?: string[]
      markets?: string[]
      locales?: string[]
      weekdays?: number[]
      hours?: { from: string; to: string }
    }
    start?: string | null
    end?: string | null
  })[]
}

export type PutRulesResponse = { rules: PostRulesResponse[] }

export type GetRulesByRuleIdResponse = {
  rule_id: string
  version: number
  name: string
  note?: string
  status?: "draft" | "live" | "ended"
  priority?: number
  action: RuleAction
  when?: {
    placements?: ("product" | "cart" | "checkout" | "thank_you" | "home" | "generic" | "email" | "rep" | "agent")[]
    intents?: ("complementary" | "upgrade" | "downgrade" | "related" | "replenish")[]
    seed?: ItemTest
    cart?: { items?: ItemTest; value?: { from?: number; to?: number } }
    customer?: "known" | "unknown"
    groups?: string[]
    markets?: string[]
    locales?: string[]
    weekdays?: number[]
    hours?: { from: string; to: string }
  }
  start?: string | null
  end?: string | null
  changed_at: number
  actor: { kind: "operator" | "member" | "key" | "system"; id: string }
}

export type PatchRulesByRuleIdRequest = {
  name?: string | null
  note?: string | null
  status?: "draft" | "live" | "ended" | null
  priority?: number | null
  action?: 
    | {
        kind?: "pin" | null
        item_id?: string | null
        place?: number | null
        mode?: "at" | "at_or_before" | null
      }
      | {
        kind?: "pin_matching" | null
        items?: 
          | {
            item_ids?: string[] | null
            categories?: string[] | null
            brands?: string[] | null
            product_types?: string[] | null
            tags?: string[] | null
            collections?: string[] | null
            attribute?: { name?: string | null; values?: string[] | null } | null
            price?: { from?: number | null; to?: number | null } | null
          }
          | null
        place?: number | null
      }
      | { kind?: "include" | null; item_ids?: string[] | null }
      | {
        kind?: "never_show" | null
        items?: 
          | {
            item_ids?: string[] | null
            categories?: string[] | null
            brands?: string[] | null
            product_types?: string[] | null
            tags?: string[] | null
            collections?: string[] | null
            attribute?: { name?: string | null; values?: string[] | null } | null
            price?: { from?: number | null; to?: number | null } | null
          }
          | null
      }
      | {
        kind?: "hide" | null
        items?: 
          | {
            item_ids?: string[] | null
            categories?: string[] | null
            brands?: string[] | null
            product_types?: string[] | null
            tags?: string[] | null
            collections?: string[] | null
            attribute?: { name?: string | null; values?: string[] | null } | null
            price?: { from?: number | null; to?: number | null } | null
          }
          | null
      }
      | {
        kind?: "only" | null
        items?: 
          | {
            item_ids?: string[] | null
            categories?: string[] | null
            brands?: string[] | null
            product_types?: string[] | null
            tags?: string[] | null
            collections?: string[] | null
            attribute?: { name?: string | null; values?: string[] | null } | null
            price?: { from?: number | null; to?: number | null } | null
          }
          | null
      }
      | {
        kind?: "boost" | null
        items?: 
          | {
            item_ids?: string[] | null
            categories?: string[] | null
            brands?: string[] | null
            product_types?: string[] | null
            tags?: string[] | null
            collections?: string[] | null
            attribute?: { name?: string | null; values?: string[] | null } | null
            price?: { from?: number | null; to?: number | null } | null
          }
          | null
        strength?: "weak" | "moderate" | "strong" | null
      }
      | {
        kind?: "bury" | null
        items?: 
          | {
            item_ids?: string[] | null
            categories?: string[] | null
            brands?: string[] | null
            product_types?: string[] | null
            tags?: string[] | null
            collections?: string[] | null
            attribute?: { name?: string | null; values?: string[] | null } | null
            price?: { from?: number | null; to?: number | null } | null
          }
          | null
        strength?: "weak" | "moderate" | "strong" | null
      }
      | { kind?: "same" | null; property?: string | null }
      | { kind?: "different" | null; property?: string | null }
      | { kind?: "price_band" | null; from?: number | null; to?: number | null }
      | { kind?: "least_margin" | null; percent?: number | null }
      | { kind?: "least_stock" | null; pieces?: number | null }
      | {
        kind?: "push_slow" | null
        cover_days?: number | null
        strength?: "weak" | "moderate" | "strong" | null
      }
      | { kind?: "at_most" | null; property?: string | null; items?: number | null }
      | {
        kind?: "sources" | null
        sources?: 
          | (
            | "pinned"
            | "relation"
            | "mined"
            | "similar"
            | "viewed"
            | "history"
            | "generalised"
            | "category"
            | "bestseller"
            | "catalogue")[]
          | null
      }
    | null
  when?: 
    | {
      placements?: 
        | (
          | "product"
          | "cart"
          | "checkout"
          | "thank_you"
          | "home"
          | "generic"
          | "email"
          | "rep"
          | "agent")[]
        | null
      intents?: ("complementary" | "upgrade" | "downgrade" | "related" | "replenish")[] | null
      seed?: 
        | {
          item_ids?: string[] | null
          categories?: string[] | null
          brands?: string[] | null
          product_types?: string[] | null
          tags?: string[] | null
          collections?: string[] | null
          attribute?: { name?: string | null; values?: string[] | null } | null
          price?: { from?: number | null; to?: number | null } | null
        }
        | null
      cart?: 
        | {
          items?: 
            | {
              item_ids?: string[] | null
              categories?: string[] | null
              brands?: string[] | null
              product_types?: string[] | null
              tags?: string[] | null
              collections?: string[] | null
              attribute?: { name?: string | null; values?: string[] | null } | null
              price?: { from?: number | null; to?: number | null } | null
            }
            | null
          value?: { from?: number | null; to?: number | null } | null
        }
        | null
      customer?: "known" | "unknown" | null
      groups?: string[] | null
      markets?: string[] | null
      locales?: string[] | null
      weekdays?: number[] | null
      hours?: { from?: string | null; to?: string | null } | null
    }
    | null
  start?: string | null | null
  end?: string | null | null
}

export type GetRulesByRuleIdEffectResponse = {
  rule_id: string
  since: number
  pinned: { seen: number; clicked: number; added: number }
  beside: { seen: number; clicked: number; added: number }
  verdict: "better" | "worse" | "no_difference" | "too_early"
  difference: { value: number; low: number; high: number } | null
}

export type GetOffersResponse = {
  items: ({
    offer_id: string
    name: string
    note?: string
    status?: "draft" | "approved" | "live" | "ended"
    kind: "cross_sell" | "upgrade" | "downgrade" | "replenish" | "win_back"
    proposal: 
      | { type: "item"; item_ids: string[] }
      | { type: "bundle"; item_ids: string[] }
      | { type: "category"; category: string }
      | { type: "companion" }
      | { type: "overstock"; cover_weeks: number; category?: string }
      | { type: "due" }
      | { type: "service"; name: string }
    texts: ({
      locale?: string
      channels?: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
      for?: CustomerCondition
      title: string
      body?: string
      image_url?: string
    })[]
    incentive?: 
      | { type: "none" }
      | { type: "amount"; amount: number; code?: string; own_codes?: true }
      | { type: "percent"; percent: number; code?: string; own_codes?: true }
      | { type: "gift"; gift: string; cost: number; code?: string; own_codes?: true }
      | { type: "free_shipping"; cost: number; code?: string; own_codes?: true }
    margin_floor?: number | null
    margin?: number | null
    starts_at?: number | null
    ends_at?: number | null
    markets?: string[]
    channels?: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
    eligibility?: CustomerCondition | null
    conflicts?: ({ offer_id: string; days?: number | null })[]
    follow_up_of?: string[]
    least_age?: number | null
    regulated?: boolean
    disclosure?: string
    lever?: { factor: number; reason: string; until: number } | null
    version: number
    created_at: number
    changed_at: number
    author: { kind: "operator" | "member" | "key" | "system"; id: string }
    approver: { kind: "operator" | "member" | "key" | "system"; id: string } | null
    approved_at: number | null
  })[]
  next: string | null
}

export type PostOffersRequest = {
  name: string
  note?: string
  status?: "draft" | "approved" | "live" | "ended"
  kind: "cross_sell" | "upgrade" | "downgrade" | "replenish" | "win_back"
  proposal: 
    | { type: "item"; item_ids: string[] }
    | { type: "bundle"; item_ids: string[] }
    | { type: "category"; category: string }
    | { type: "companion" }
    | { type: "overstock"; cover_weeks: number; category?: string }
    | { type: "due" }
    | { type: "service"; name: string }
  texts: ({
    locale?: string
    channels?: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
    for?: CustomerCondition
    title: string
    body?: string
    image_url?: string
  })[]
  incentive?: 
    | { type: "none" }
    | { type: "amount"; amount: number; code?: string; own_codes?: true }
    | { type: "percent"; percent: number; code?: string; own_codes?: true }
    | { type: "gift"; gift: string; cost: number; code?: string; own_codes?: true }
    | { type: "free_shipping"; cost: number; code?: string; own_codes?: true }
  margin_floor?: number | null
  margin?: number | null
  starts_at?: number | null
  ends_at?: number | null
  markets?: string[]
  channels?: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
  eligibility?: CustomerCondition | null
  conflicts?: ({ offer_id: string; days?: number | null })[]
  follow_up_of?: string[]
  least_age?: number | null
  regulated?: boolean
  disclosure?: string
  lever?: { factor: number; reason: string; until: number } | null
}

export type PostOffersResponse = {
  offer_id: string
  name: string
  note?: string
  status?: "draft" | "approved" | "live" | "ended"
  kind: "cross_sell" | "upgrade" | "downgrade" | "replenish" | "win_back"
  proposal: 
    | { type: "item"; item_ids: string[] }
    | { type: "bundle"; item_ids: string[] }
    | { type: "category"; category: string }
    | { type: "companion" }
    | { type: "overstock"; cover_weeks: number; category?: string }
    | { type: "due" }
    | { type: "service"; name: string }
  texts: ({
    locale?: string
    channels?: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
    for?: CustomerCondition
    title: string
    body?: string
    image_url?: string
  })[]
  incentive?: 
    | { type: "none" }
    | { type: "amount"; amount: number; code?: string; own_codes?: true }
    | { type: "percent"; percent: number; code?: string; own_codes?: true }
    | { type: "gift"; gift: string; cost: number; code?: string; own_codes?: true }
    | { type: "free_shipping"; cost: number; code?: string; own_codes?: true }
  margin_floor?: number | null
  margin?: number | null
  starts_at?: number | null
  ends_at?: number | null
  markets?: string[]
  channels?: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
  eligibility?: CustomerCondition | null
  conflicts?: ({ offer_id: string; days?: number | null })[]
  follow_up_of?: string[]
  least_age?: number | null
  regulated?: boolean
  disclosure?: string
  lever?: { factor: number; reason: string; until: number } | null
  version: number
  created_at: number
  changed_at: number
  author: { kind: "operator" | "member" | "key" | "system"; id: string }
  approver: { kind: "operator" | "member" | "key" | "system"; id: string } | null
  approved_at: number | null
}

export type PatchOffersByOfferIdRequest = {
  name?: string | null
  note?: string | null
  status?: "draft" | "approved" | "live" | "ended" | null
  kind?: "cross_sell" | "upgrade" | "downgrade" | "replenish" | "win_back" | null
  proposal?: 
    | { type?: "item" | null; item_ids?: string[] | null }
      | { type?: "bundle" | null; item_ids?: string[] | null }
      | { type?: "category" | null; category?: string | null }
      | { type?: "companion" | null }
      | { type?: "overstock" | null; cover_weeks?: number | null; category?: string | null }
      | { type?: "due" | null }
      | { type?: "service" | null; name?: string | null }
    | null
  texts?: 
    | ({
      locale?: string
      channels?: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
      for?: CustomerCondition
      title: string
      body?: string
      image_url?: string
    })[]
    | null
  incentive?: 
    | { type?: "none" | null }
      | {
        type?: "amount" | null
        amount?: number | null
        code?: string | null
        own_codes?: true | null
      }
      | {
        type?: "percent" | null
        percent?: number | null
        code?: string | null
        own_codes?: true | null
      }
      | {
        type?: "gift" | null
        gift?: string | null
        cost?: number | null
        code?: string | null
        own_codes?: true | null
      }
      | {
        type?: "free_shipping" | null
        cost?: number | null
        code?: string | null
        own_codes?: true | null
      }
    | null
  margin_floor?: number | null | null
  margin?: number | null | null
  starts_at?: number | null | null
  ends_at?: number | null | null
  markets?: string[] | null
  channels?: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[] | null
  eligibility?: 
    | {
          number?: 
            | "orders"
              | "total_spent"
              | "average_order_value"
              | "margin"
              | "return_rate"
              | "discount_share"
              | "average_item_price"
              | "days_since_first_order"
              | "days_since_last_order"
              | "days_between_orders"
              | "probability_active"
              | "orders_90_days"
              | "spent_365_days"
              | "recency_score"
              | "frequency_score"
              | "monetary_score"
              | "satisfaction"
              | "age"
            | null
          from?: number | null
          to?: number | null
        }
        | {
          bought?: 
            | {
              item_ids?: string[] | null
              categories?: string[] | null
              brands?: string[] | null
              product_types?: string[] | null
              tags?: string[] | null
              collections?: string[] | null
              attribute?: { name?: string | null; values?: string[] | null } | null
              price?: { from?: number | null; to?: number | null } | null
            }
            | null
          within_days?: number | null
          times?: number | null
        }
        | { tag?: string[] | null }
        | { group?: string[] | null }
        | { cluster?: string[] | null }
        | { account?: "any" | string[] | null }
        | { attribute?: string | null; values?: (string | number | boolean)[] | null }
        | {
          consent?: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" | null
        }
        | { segment?: string | null }
        | { all?: CustomerCondition[] | null }
        | { any?: CustomerCondition[] | null }
        | { not?: CustomerCondition | null }
      | null
    | null
  conflicts?: ({ offer_id: string; days?: number | null })[] | null
  follow_up_of?: string[] | null
  least_age?: number | null | null
  regulated?: boolean | null
  disclosure?: string | null
  lever?: { factor?: number | null; reason?: string | null; until?: number | null } | null | null
}

export type GetOffersByOfferIdCodesResponse = { added: number; free: number; given: number }

export type PostOffersByOfferIdCodesRequest = { codes: string[] }

export type GetSegmentsClustersResponse = {
  customers: number
  fitted_at: number | null
  clusters: ({
    name: string
    share: number
    days_since_last_order: number
    orders: number
    order_value: number
  })[]
}

export type GetSegmentsResponse = {
  items: ({
    segment_id: string
    version: number
    name: string
    condition: CustomerCondition
    changed_at: number
  })[]
  next: string | null
}

export type PostSegmentsRequest = { name: string; condition: CustomerCondition }

export type PostSegmentsResponse = {
  segment_id: string
  version: number
  name: string
  condition: CustomerCondition
  changed_at: number
}

export type GetSegmentsBySegmentIdCustomersResponse = { items: PostCustomersLookupResponse[]; next: string | null }

export type PatchSegmentsBySegmentIdRequest = {
  name?: string | null
  condition?: 
    | {
        number?: 
          | "orders"
            | "total_spent"
            | "average_order_value"
            | "margin"
            | "return_rate"
            | "discount_share"
            | "average_item_price"
            | "days_since_first_order"
            | "days_since_last_order"
            | "days_between_orders"
            | "probability_active"
            | "orders_90_days"
            | "spent_365_days"
            | "recency_score"
            | "frequency_score"
            | "monetary_score"
            | "satisfaction"
            | "age"
          | null
        from?: number | null
        to?: number | null
      }
      | {
        bought?: 
          | {
            item_ids?: string[] | null
            categories?: string[] | null
            brands?: string[] | null
            product_types?: string[] | null
            tags?: string[] | null
            collections?: string[] | null
            attribute?: { name?: string | null; values?: string[] | null } | null
            price?: { from?: number | null; to?: number | null } | null
          }
          | null
        within_days?: number | null
        times?: number | null
      }
      | { tag?: string[] | null }
      | { group?: string[] | null }
      | { cluster?: string[] | null }
      | { account?: "any" | string[] | null }
      | { attribute?: string | null; values?: (string | number | boolean)[] | null }
      | {
        consent?: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" | null
      }
      | { segment?: string | null }
      | { all?: CustomerCondition[] | null }
      | { any?: CustomerCondition[] | null }
      | { not?: CustomerCondition | null }
    | null
}

export type GetCampaignsResponse = {
  items: ({
    campaign_id: string
    status: "draft" | "checking" | "checked" | "approved" | "running" | "paused" | "done" | "stopped"
    name: string
    note?: string
    audience: 
      | { type: "everybody" }
      | { type: "condition"; condition: CustomerCondition }
      | { type: "segment"; segment_id: string }
      | { type: "list"; customers: string[] }
      | { type: "family"; family: string; customers: number }
    offer_ids: string[]
    channels: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
    goal?: "margin" | "revenue" | "units" | "clear_stock"
    starts_at?: number | null
    ends_at: number
    budget?: number | null
    capacity?: Record<string, number>
    stock?: Record<string, number>
    minimums?: ({ segment_id: string; customers: number })[]
    control_share?: number
    test_share?: number
    test_days?: number
    outcome_days?: number
    repeat_days?: number | null
    stop_on_harm?: boolean
    version: number
    created_at: number
    changed_at: number
    author: { kind: "operator" | "member" | "key" | "system"; id: string }
    approver: { kind: "operator" | "member" | "key" | "system"; id: string } | null
    approved_at: number | null
    started_at: number | null
    ended_at: number | null
    reason: string | null
    repeats: string | null
    looked_at: number
    plan: 
      | {
        as_of: number
        audience: number
        eligible: number
        blocked: ({
          stage: "applicability" | "eligibility" | "suitability" | "consent" | "policy"
          code: string
          customers: number
        })[]
        overlaps: ({ campaign_id: string; name: string; customers: number })[]
        contacts: number
        control: number
        spare: number
        offers: ({
          offer_id: string
          channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
          contacts: number
        })[]
        cost: number
        worth: { value: number; low: number; high: number }
        gap: number | null
        limits: ({
          kind: "budget" | "capacity" | "stock" | "minimum"
          name: string
          limit: number
          used: number
          price: number
          costs: number
        })[]
        curve: ({ budget: number; worth: number })[]
        basis: "prior" | "uplift" | "response" | "average"
        power: { smallest_effect: number | null; expected_effect: number | null; days: number }
      }
      | null
    results: 
      | {
        as_of: number
        arms: ({
          role: "contact" | "control"
          customers: number
          buyers: number
          orders: number
          revenue: number
          margin: number
        })[]
        withheld: ({ code: string; customers: number })[]
        decided: number
        delivered: number
        accepted: number
        rejected: number
        opted_out: number
        returned: number
        contact_cost: number
        margin: { value: number; low: number; high: number } | null
        buyers: { value: number; low: number; high: number } | null
        net: 
          | { value: number; low: number; high: number; per_contact: number; per_cost: number | null }
          | null
        also_contacted: number
      }
      | null
  })[]
  next: string | null
}

export type PostCampaignsRequest = {
  name: string
  note?: string
  audience: 
    | { type: "everybody" }
    | { type: "condition"; condition: CustomerCondition }
    | { type: "segment"; segment_id: string }
    | { type: "list"; customers: string[] }
    | { type: "family"; family: string; customers: number }
  offer_ids: string[]
  channels: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
  goal?: "margin" | "revenue" | "units" | "clear_stock"
  starts_at?: number | null
  ends_at: number
  budget?: number | null
  capacity?: Record<string, number>
  stock?: Record<string, number>
  minimums?: ({ segment_id: string; customers: number })[]
  control_share?: number
  test_share?: number
  test_days?: number
  outcome_days?: number
  repeat_days?: number | null
  stop_on_harm?: boolean
}

export type PostCampaignsResponse = {
  campaign_id: string
  status: "draft" | "checking" | "checked" | "approved" | "running" | "paused" | "done" | "stopped"
  name: string
  note?: string
  audience: 
    | { type: "everybody" }
    | { type: "condition"; condition: CustomerCondition }
    | { type: "segment"; segment_id: string }
    | { type: "list"; customers: string[] }
    | { type: "family"; family: string; customers: number }
  offer_ids: string[]
  channels: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
  goal?: "margin" | "revenue" | "units" | "clear_stock"
  starts_at?: number | null
  ends_at: number
  budget?: number | null
  capacity?: Record<string, number>
  stock?: Record<string, number>
  minimums?: ({ segment_id: string; customers: number })[]
  control_share?: number
  test_share?: number
  test_days?: number
  outcome_days?: number
  repeat_days?: number | null
  stop_on_harm?: boolean
  version: number
  created_at: number
  changed_at: number
  author: { kind: "operator" | "member" | "key" | "system"; id: string }
  approver: { kind: "operator" | "member" | "key" | "system"; id: string } | null
  approved_at: number | null
  started_at: number | null
  ended_at: number | null
  reason: string | null
  repeats: string | null
  looked_at: number
  plan: 
    | {
      as_of: number
      audience: number
      eligible: number
      blocked: ({
        stage: "applicability" | "eligibility" | "suitability" | "consent" | "policy"
        code: string
        customers: number
      })[]
      overlaps: ({ campaign_id: string; name: string; customers: number })[]
      contacts: number
      control: number
      spare: number
      offers: ({
        offer_id: string
        channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent"
        contacts: number
      })[]
      cost: number
      worth: { value: number; low: number; high: number }
      gap: number | null
      limits: ({
        kind: "budget" | "capacity" | "stock" | "minimum"
        name: string
        limit: number
        used: number
        price: number
        costs: number
      })[]
      curve: ({ budget: number; worth: number })[]
      basis: "prior" | "uplift" | "response" | "average"
      power: { smallest_effect: number | null; expected_effect: number | null; days: number }
    }
    | null
  results: 
    | {
      as_of: number
      arms: ({
        role: "contact" | "control"
        customers: number
        buyers: number
        orders: number
        revenue: number
        margin: number
      })[]
      withheld: ({ code: string; customers: number })[]
      decided: number
      delivered: number
      accepted: number
      rejected: number
      opted_out: number
      returned: number
      contact_cost: number
      margin: { value: number; low: number; high: number } | null
      buyers: { value: number; low: number; high: number } | null
      net: 
        | { value: number; low: number; high: number; per_contact: number; per_cost: number | null }
        | null
      also_contacted: number
    }
    | null
}

export type PatchCampaignsByCampaignIdRequest = {
  name?: string | null
  note?: string | null
  audience?: 
    | { type?: "everybody" | null }
      | {
        type?: "condition" | null
        condition?: 
          | {
              number?: 
                | "orders"
                  | "total_spent"
                  | "average_order_value"
                  | "margin"
                  | "return_rate"
                  | "discount_share"
                  | "average_item_price"
                  | "days_since_first_order"
                  | "days_since_last_order"
                  | "days_between_orders"
                  | "probability_active"
                  | "orders_90_days"
                  | "spent_365_days"
                  | "recency_score"
                  | "frequency_score"
                  | "monetary_score"
                  | "satisfaction"
                  | "age"
                | null
              from?: number | null
              to?: number | null
            }
            | {
              bought?: 
                | {
                  item_ids?: string[] | null
                  categories?: string[] | null
                  brands?: string[] | null
                  product_types?: string[] | null
                  tags?: string[] | null
                  collections?: string[] | null
                  attribute?: { name?: string | null; values?: string[] | null } | null
                  price?: { from?: number | null; to?: number | null } | null
                }
                | null
              within_days?: number | null
              times?: number | null
            }
            | { tag?: string[] | null }
            | { group?: string[] | null }
            | { cluster?: string[] | null }
            | { account?: "any" | string[] | null }
            | { attribute?: string | null; values?: (string | number | boolean)[] | null }
            | {
              consent?: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" | null
            }
            | { segment?: string | null }
            | { all?: CustomerCondition[] | null }
            | { any?: CustomerCondition[] | null }
            | { not?: CustomerCondition | null }
          | null
      }
      | { type?: "segment" | null; segment_id?: string | null }
      | { type?: "list" | null; customers?: string[] | null }
      | { type?: "family" | null; family?: string | null; customers?: number | null }
    | null
  offer_ids?: string[] | null
  channels?: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[] | null
  goal?: "margin" | "revenue" | "units" | "clear_stock" | null
  starts_at?: number | null | null
  ends_at?: number | null
  budget?: number | null | null
  capacity?: Record<string, number> | null
  stock?: Record<string, number> | null
  minimums?: ({ segment_id: string; customers: number })[] | null
  control_share?: number | null
  test_share?: number | null
  test_days?: number | null
  outcome_days?: number | null
  repeat_days?: number | null | null
  stop_on_harm?: boolean | null
}

export type PostCampaignsByCampaignIdActionsRequest = { action: "check" | "approve" | "pause" | "resume" | "stop"; reason?: string }

export type GetContactCalendarResponse = {
  days: ({
    day: string
    channel: "email" | "sms" | "push" | "post" | "call"
    made: number
    planned: number
  })[]
}

export type GetCustomersByCustomerContactsResponse = {
  contacts: ({
    decision_id: string
    offer_id: string
    offer_name: string | null
    channel: "email" | "sms" | "push" | "post" | "call"
    at: number
    made: boolean
  })[]
  campaigns: ({
    campaign_id: string
    name: string
    role: "contact" | "control" | "spare"
    state: "planned" | "decided" | "withheld" | "observed" | null
    offer_id: string | null
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" | null
  })[]
}

export type GetCampaignsByCampaignIdMembersResponse = {
  items: ({
    customer: string
    role: "contact" | "control" | "spare"
    offer_id: string | null
    channel: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" | null
    state: "planned" | "decided" | "withheld" | "observed" | null
    released_at: number | null
    blocked_by: string | null
    decision_id: string | null
    content: 
      | {
        title: string
        body: string
        image_url: string | null
        url: string | null
        code: string | null
        disclosure: string | null
        locale: string
        market?: string
        items: ({
          item_id: string
          title: string
          url: string | null
          image_url: string | null
          price: string | null
        })[]
      }
      | null
  })[]
  next: string | null
}

export type GetWhiteSpaceResponse = {
  computed_at: number | null
  horizon_days: number
  is_cut: boolean
  currency: string
  families: string[]
  items: ({
    account_id: string
    name: string
    tier: string | null
    rep: string | null
    rep_name: string | null
    margin: number
    spent: number
    last_order_at: number | null
    risks: ("order_overdue" | "spend_falls" | "one_family" | "one_buyer" | "contract_ends" | "complaint")[]
    cells: ({
      family: number
      state: "bought" | "lapsed" | "never"
      mark: "elsewhere" | "not_eligible" | null
      orders: number | null
      last_at: number | null
      spent: number | null
      opening: 
        | {
          probability: number
          margin: number
          margin_low: number
          margin_high: number
          gap: number
        }
        | null
    })[]
  })[]
  next: string | null
}

export type GetWhiteSpaceTotalsResponse = {
  by: "family" | "rep" | "tier"
  items: ({
    key: string | null
    name: string | null
    accounts: number
    bought: number
    lapsed: number
    openings: number
    margin: number
  })[]
}

export type GetProductCardsResponse = {
  items: ({
    family: string
    accounts: number
    accounts_in_all: number
    sells_with: ({ family: string; share: number })[]
    first_items: ({ item_id: string; title: string })[]
    gains: ({ from: string; to: string; gains: string[] })[]
    refusals: ({
      reason: 
        | "price_sensitivity"
        | "shipping_cost"
        | "shipping_speed"
        | "product_fit"
        | "trust_security"
        | "returns_policy"
        | "payment_options"
        | "comparison"
        | "timing_deferred"
        | "already_have"
        | "other"
      times: number
    })[]
    use_cases?: string[]
    questions?: string[]
    answers?: ({
      reason: 
        | "price_sensitivity"
        | "shipping_cost"
        | "shipping_speed"
        | "product_fit"
        | "trust_security"
        | "returns_policy"
        | "payment_options"
        | "comparison"
        | "timing_deferred"
        | "already_have"
        | "other"
      answer: string
    })[]
    changed_at: number | null
  })[]
  next: string | null
}

export type PutProductCardsRequest = {
  family: string
  use_cases?: string[]
  questions?: string[]
  answers?: ({
    reason: 
      | "price_sensitivity"
      | "shipping_cost"
      | "shipping_speed"
      | "product_fit"
      | "trust_security"
      | "returns_policy"
      | "payment_options"
      | "comparison"
      | "timing_deferred"
      | "already_have"
      | "other"
    answer: string
  })[]
}

export type PutProductCardsResponse = {
  family: string
  accounts: number
  accounts_in_all: number
  sells_with: ({ family: string; share: number })[]
  first_items: ({ item_id: string; title: string })[]
  gains: ({ from: string; to: string; gains: string[] })[]
  refusals: ({
    reason: 
      | "price_sensitivity"
      | "shipping_cost"
      | "shipping_speed"
      | "product_fit"
      | "trust_security"
      | "returns_policy"
      | "payment_options"
      | "comparison"
      | "timing_deferred"
      | "already_have"
      | "other"
    times: number
  })[]
  use_cases?: string[]
  questions?: string[]
  answers?: ({
    reason: 
      | "price_sensitivity"
      | "shipping_cost"
      | "shipping_speed"
      | "product_fit"
      | "trust_security"
      | "returns_policy"
      | "payment_options"
      | "comparison"
      | "timing_deferred"
      | "already_have"
      | "other"
    answer: string
  })[]
  changed_at: number | null
}

export type GetCoverageResponse = {
  items: ({
    rep: string
    rep_name: string | null
    accounts: number
    families: number
    covered: number
    missing: ({
      family: string
      tried: boolean
      begin_with: ({ account_id: string; name: string; margin: number; probability: number })[]
    })[]
  })[]
}

export type GetTeamResponse = {
  days: number
  rankings: boolean
  items: ({
    rep: string
    name: string
    team: string | null
    accounts: number
    now: {
      pages_opened: number
      accepted: number
      rejected: number
      later: number
      families_opened: number
      quiz_asked: number
      quiz_right: number
    }
    before: {
      pages_opened: number
      accepted: number
      rejected: number
      later: number
      families_opened: number
      quiz_asked: number
      quiz_right: number
    }
  })[]
  goals: ({
    team: string
    measure: "pages_opened" | "outcomes" | "accepted" | "families_opened"
    target: number
    from: number
    to: number
    reached: number
  })[]
}

export type GetTriggersResponse = {
  items: ({
    trigger_id: string
    status: "off" | "on"
    name: string
    note?: string
    on: 
      | { type: "order"; first_only?: boolean }
      | { type: "due" }
      | { type: "lapse" }
      | { type: "viewed_item"; change: "price_drop" | "back_in_stock"; least_percent?: number }
      | { type: "attribute"; attribute: string; at_least: number }
      | { type: "anniversary"; years?: number | null }
      | { type: "date"; attribute: string; days_before?: number }
      | { type: "event"; name: string }
    for?: CustomerCondition | null
    steps: ({
      offer_id: string
      channels: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
      wait_hours?: number
      after?: "refused" | "silence" | null
      silence_days?: number
    })[]
    late_after_hours?: number
    cancel_on?: ("order" | "bought_items")[]
    control_share?: number
    version: number
    created_at: number
    changed_at: number
    author: { kind: "operator" | "member" | "key" | "system"; id: string }
    approver: { kind: "operator" | "member" | "key" | "system"; id: string } | null
    approved_at: number | null
    on_at: number | null
  })[]
  next: string | null
}

export type PostTriggersRequest = {
  name: string
  note?: string
  on: 
    | { type: "order"; first_only?: boolean }
    | { type: "due" }
    | { type: "lapse" }
    | { type: "viewed_item"; change: "price_drop" | "back_in_stock"; least_percent?: number }
    | { type: "attribute"; attribute: string; at_least: number }
    | { type: "anniversary"; years?: number | null }
    | { type: "date"; attribute: string; days_before?: number }
    | { type: "event"; name: string }
  for?: CustomerCondition | null
  steps: ({
    offer_id: string
    channels: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
    wait_hours?: number
    after?: "refused" | "silence" | null
    silence_days?: number
  })[]
  late_after_hours?: number
  cancel_on?: ("order" | "bought_items")[]
  control_share?: number
}

export type PostTriggersResponse = {
  trigger_id: string
  status: "off" | "on"
  name: string
  note?: string
  on: 
    | { type: "order"; first_only?: boolean }
    | { type: "due" }
    | { type: "lapse" }
    | { type: "viewed_item"; change: "price_drop" | "back_in_stock"; least_percent?: number }
    | { type: "attribute"; attribute: string; at_least: number }
    | { type: "anniversary"; years?: number | null }
    | { type: "date"; attribute: string; days_before?: number }
    | { type: "event"; name: string }
  for?: CustomerCondition | null
  steps: ({
    offer_id: string
    channels: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
    wait_hours?: number
    after?: "refused" | "silence" | null
    silence_days?: number
  })[]
  late_after_hours?: number
  cancel_on?: ("order" | "bought_items")[]
  control_share?: number
  version: number
  created_at: number
  changed_at: number
  author: { kind: "operator" | "member" | "key" | "system"; id: string }
  approver: { kind: "operator" | "member" | "key" | "system"; id: string } | null
  approved_at: number | null
  on_at: number | null
}

export type GetTriggersByTriggerIdResponse = {
  trigger_id: string
  status: "off" | "on"
  name: string
  note?: string
  on: 
    | { type: "order"; first_only?: boolean }
    | { type: "due" }
    | { type: "lapse" }
    | { type: "viewed_item"; change: "price_drop" | "back_in_stock"; least_percent?: number }
    | { type: "attribute"; attribute: string; at_least: number }
    | { type: "anniversary"; years?: number | null }
    | { type: "date"; attribute: string; days_before?: number }
    | { type: "event"; name: string }
  for?: CustomerCondition | null
  steps: ({
    offer_id: string
    channels: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
    wait_hours?: number
    after?: "refused" | "silence" | null
    silence_days?: number
  })[]
  late_after_hours?: number
  cancel_on?: ("order" | "bought_items")[]
  control_share?: number
  version: number
  created_at: number
  changed_at: number
  author: { kind: "operator" | "member" | "key" | "system"; id: string }
  approver: { kind: "operator" | "member" | "key" | "system"; id: string } | null
  approved_at: number | null
  on_at: number | null
  counts: {
    causes: number
    waiting: number
    decided: number
    delivered: number
    accepted: number
    rejected: number
    control: number
    late: number
    cancelled: ({ reason: string; firings: number })[]
    withheld: ({ reason: string; firings: number })[]
  }
}

export type PatchTriggersByTriggerIdRequest = {
  name?: string | null
  note?: string | null
  on?: 
    | { type?: "order" | null; first_only?: boolean | null }
      | { type?: "due" | null }
      | { type?: "lapse" | null }
      | {
        type?: "viewed_item" | null
        change?: "price_drop" | "back_in_stock" | null
        least_percent?: number | null
      }
      | { type?: "attribute" | null; attribute?: string | null; at_least?: number | null }
      | { type?: "anniversary" | null; years?: number | null | null }
      | { type?: "date" | null; attribute?: string | null; days_before?: number | null }
      | { type?: "event" | null; name?: string | null }
    | null
  for?: 
    | {
          number?: 
            | "orders"
              | "total_spent"
              | "average_order_value"
              | "margin"
              | "return_rate"
              | "discount_share"
              | "average_item_price"
              | "days_since_first_order"
              | "days_since_last_order"
              | "days_between_orders"
              | "probability_active"
              | "orders_90_days"
              | "spent_365_days"
              | "recency_score"
              | "frequency_score"
              | "monetary_score"
              | "satisfaction"
              | "age"
            | null
          from?: number | null
          to?: number | null
        }
        | {
          bought?: 
            | {
              item_ids?: string[] | null
              categories?: string[] | null
              brands?: string[] | null
              product_types?: string[] | null
              tags?: string[] | null
              collections?: string[] | null
              attribute?: { name?: string | null; values?: string[] | null } | null
              price?: { from?: number | null; to?: number | null } | null
            }
            | null
          within_days?: number | null
          times?: number | null
        }
        | { tag?: string[] | null }
        | { group?: string[] | null }
        | { cluster?: string[] | null }
        | { account?: "any" | string[] | null }
        | { attribute?: string | null; values?: (string | number | boolean)[] | null }
        | {
          consent?: "web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent" | null
        }
        | { segment?: string | null }
        | { all?: CustomerCondition[] | null }
        | { any?: CustomerCondition[] | null }
        | { not?: CustomerCondition | null }
      | null
    | null
  steps?: 
    | ({
      offer_id: string
      channels: ("web" | "email" | "sms" | "push" | "post" | "call" | "till" | "rep" | "agent")[]
      wait_hours?: number
      after?: "refused" | "silence" | null
      silence_days?: number
    })[]
    | null
  late_after_hours?: number | null
  cancel_on?: ("order" | "bought_items")[] | null
  control_share?: number | null
}

export type PostTriggersByTriggerIdActionsRequest = { action: "off" | "on" }

export type GetTriggersByTriggerIdFiringsResponse = {
  items: ({
    customer: string
    cause: string
    step: number
    state: "waiting" | "decided" | "ended" | "control" | "cancelled" | "withheld" | "late"
    reason: string | null
    caused_at: number
    planned_at: number
    done_at: number | null
    item_ids: string[]
    decision_id: string | null
  })[]
  next: string | null
}

export type PostEventsCustomRequest = {
  events: ({
    name: string
    event_id?: string
    key?: string
    customer?: string
    customer_id?: string
    customer_email?: string
    at?: number
    item_ids?: string[]
    cancel?: boolean
  })[]
}

export type PostEventsCustomResponse = { stored: number; repeated: number; late: number; cancelled: number; erased: number }

export type GetReportsByReportResponse = {
  report: 
    | "funnel"
    | "coverage"
    | "attribution"
    | "incremental"
    | "orders"
    | "refusals"
    | "pairs"
    | "exploration"
    | "claims"
  from: string
  to: string
  before?: { from: string; to: string }
  currency: string
  columns: string[]
  rows: (Record<string, string | number | null>)[]
  series?: (Record<string, string | number | null>)[]
  notes: ({ code: string; text: string })[]
}

export type GetStatusResponse = {
  now: number
  catalogue: {
    items: number
    published: number
    confirmed_at: number | null
    price_days: number
    prices_hidden: number
  }
  orders: { orders: number; newest_order_at: number | null; received_at: number | null; new_orders: number }
  shared_names: { several: number; shared: number }
  relations: number
  non_goods: number
  model: 
    | {
      model_id: string
      cause: "import" | "orders" | "nightly" | "call" | "tuning" | "outside"
      finished_at: number | null
      last_order_at: number | null
      kept_until: number | null
    }
    | null
  models_refused: number
  pairs_held: number
  imports: ({
    import_id: string
    kind: "items" | "orders" | "relations" | "customers"
    status: "receiving" | "applying" | "done" | "failed"
    created_at: number
    finished_at: number | null
    problem: string | null
  })[]
  feeds: ({
    feed_id: string
    kind: "items" | "orders" | "relations" | "customers"
    url: string
    last_status: "new" | "fetched" | "unchanged" | "failed"
    last_ok_at: number | null
    next_at: number
    problem: string | null
    failures: number
  })[]
  hooks: ({
    platform: "shopify" | "woocommerce" | "mail"
    received_at: number | null
    problem: string | null
    problem_at: number | null
  })[]
  apps: ({
    platform: "shopify"
    domain: string
    installed_at: number
    uninstalled_at: number | null
    sync: {
      phase: "products" | "relations" | "orders" | "done" | "failed"
      exported: number
      items: number
      relations: number
      orders: number
      refused: number
      problem: string | null
      began_at: number
      finished_at: number | null
    }
  })[]
  pages: {
    asked: number
    unknown: number
    unknown_ids: string[]
    events: number
    events_refused: Record<string, number>
    last_event_at: number | null
  }
  jobs: {
    waiting: number
    failed: ({
      job_id: string
      kind: 
        | "import"
        | "feed"
        | "sync"
        | "mine"
        | "outside"
        | "tune"
        | "score"
        | "account"
        | "fold"
        | "learn"
        | "watch"
        | "deliver"
        | "campaign"
        | "trigger"
        | "reseal"
        | "move_shop"
        | "leave_home"
        | "delete_shop"
      subject: string
      failed_at: number
      attempts: number
      problem: string
    })[]
  }
  alerts: ({
    alert_id: string
    kind: 
      | "catalogue_stale"
      | "feed_failing"
      | "model_refused"
      | "model_failed"
      | "tag_silent"
      | "experiment_not_as_drawn"
      | "experiment_stopped"
      | "job_failed"
      | "webhook_disabled"
    subject: string
    began_at: number
    ended_at: number | null
    facts: Record<string, string | number>
    text: string
  })[]
  next_steps: ({
    code: 
      | "no_catalogue"
      | "prices_hidden"
      | "no_orders"
      | "old_orders"
      | "no_model"
      | "models_refused"
      | "non_goods"
      | "pairs_held"
      | "feed_failing"
      | "hook_refused"
      | "unknown_items_asked"
      | "events_refused"
      | "shared_names"
      | "job_failed"
    text: string
    facts: Record<string, string | number>
  })[]
}

export type GetAlertsResponse = {
  items: ({
    alert_id: string
    kind: 
      | "catalogue_stale"
      | "feed_failing"
      | "model_refused"
      | "model_failed"
      | "tag_silent"
      | "experiment_not_as_drawn"
      | "experiment_stopped"
      | "job_failed"
      | "webhook_disabled"
    subject: string
    began_at: number
    ended_at: number | null
    facts: Record<string, string | number>
    text: string
  })[]
  next: string | null
}

export type GetReadinessResponse = {
  items: ({
    item_id: string
    title: string
    readiness: "mined" | "similar" | "pooled" | "fallback"
    orders: number
    companions: number
    borrowed: number
    orders_needed: number
  })[]
  next: string | null
}

export type GetFeedsResponse = {
  items: ({
    feed_id: string
    url: string
    kind: "items" | "orders" | "relations" | "customers"
    every_minutes: number
    created_at: number
    next_at: number
    last_ok_at: number | null
    last_import_id: string | null
    last_status: "new" | "fetched" | "unchanged" | "failed"
    problem: string | null
    failures: number
  })[]
  next: string | null
}

export type PutFeedsRequest = { url: string; kind: "items" | "orders" | "relations" | "customers"; every_minutes?: number }

export type PutFeedsResponse = {
  feed_id: string
  url: string
  kind: "items" | "orders" | "relations" | "customers"
  every_minutes: number
  created_at: number
  next_at: number
  last_ok_at: number | null
  last_import_id: string | null
  last_status: "new" | "fetched" | "unchanged" | "failed"
  problem: string | null
  failures: number
}

export type PostFeedsByFeedIdFetchResponse = { feed_id: string }
