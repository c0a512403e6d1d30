param days int
var kept = { days: 365 }

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'cv'
  kind: 'OpenAI'
  tags: { 'aiact-risk-class': 'high-risk' }
}

resource long 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'long'
  properties: { retentionInDays: kept.days }
}

resource given 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'given'
  properties: {
    retentionInDays: days // unresolved: AIA502
  }
}

resource ofNobody 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'of-nobody'
}

resource calls 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'calls'
  properties: { workspaceId: long.id, logs: [{ category: 'RequestResponse', enabled: true }] }
}

resource more 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'more'
  properties: { workspaceId: given.id, logs: [{ category: 'RequestResponse', enabled: true }] }
}
