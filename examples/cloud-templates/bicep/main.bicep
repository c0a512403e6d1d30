param name string = 'cv-screener'
param retentionDays int = 90

var tags = { 'aiact-risk-class': 'high-risk' }

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: name
  kind: 'OpenAI'
  tags: tags
  properties: { publicNetworkAccess: 'Disabled' }
}

resource ranker 'Microsoft.CognitiveServices/accounts/deployments@2025-06-01' = {
  parent: account
  name: 'ranker'
  properties: { model: { format: 'OpenAI', name: 'gpt-4o', version: '2024-11-20' } }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  properties: { retentionInDays: retentionDays }
}

resource calls 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'calls'
  properties: { workspaceId: logs.id, logs: [{ category: 'RequestResponse', enabled: true }] }
}
