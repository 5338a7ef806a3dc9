import { z } from 'zod'
import type { Handler } from './endpoint.ts'

/** The OpenAPI 3.1 description of these endpoints. Dates cross the wire as ISO text; output is what the server sends. */
export function describeApi(handlers: readonly Handler[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { endpoint } of handlers) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}').replace(/\*$/, '{*}')
    const input = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, unknown>; required?: string[] }
    const inPath = [...path.matchAll(/\{([\w*]+)\}/g)].map(([, name]) => name!)
    const parameters = Object.entries(input.properties ?? {}).filter(([name]) => endpoint.method === 'GET' || inPath.includes(name))
      .map(([name, schema]) => ({ name, in: inPath.includes(name) ? 'path' : 'query', required: inPath.includes(name) || (input.required ?? []).includes(name), schema }))
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: {
      operationId: endpoint.name, 'x-permission': endpoint.may, ...(endpoint.article ? { 'x-article': endpoint.article } : {}), ...(endpoint.limit ? { 'x-limit-per-minute': endpoint.limit.perMinute } : {}), parameters,
      ...(endpoint.method === 'POST' ? { requestBody: { required: true, content: { 'application/json': { schema: input } } } } : {}),
      responses: {
        200: { description: 'Done', content: { [endpoint.produces ?? 'application/json']: { schema: endpoint.produces ? { type: 'string' } : z.toJSONSchema(endpoint.output, { io: 'input', unrepresentable: 'any' }) } } },
        default: { description: 'Refused (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    } }
  }
  const text = { type: 'string' }
  return {
    openapi: '3.1.0', info: { title: 'Mizan', version: '1' }, paths,
    components: {
      schemas: { Problem: { type: 'object', required: ['type', 'title', 'status', 'code', 'requestId'], properties: { type: text, title: text, status: { type: 'integer' }, detail: text, code: text, article: text, field: text, remedy: text, requestId: text } } },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'mizan' } },
    },
  }
}
