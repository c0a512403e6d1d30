param days int = 90

resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
  name: 'cv'
  kind: 'OpenAI'
  tags: { 'aiact-risk-class': 'high-risk' }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'cv-logs'
  properties: {
    retentionInDays: days // expect: AIA502
  }
}

resource calls 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'calls'
  properties: { workspaceId: logs.id, logs: [{ category: 'RequestResponse', enabled: true }] }
}
