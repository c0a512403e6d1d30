{{- define "ranker.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag }}
{{- end }}
