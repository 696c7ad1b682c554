'use strict';

const form = document.getElementById('sign-in');
const services = JSON.parse(document.getElementById('services').textContent);

// The other service: on the host this page was asked from, at its own port.
const other = new URL(services.other);
other.hostname = location.hostname;
const api = services.service === 'api' ? location.origin : other.origin;
const idp = services.service === 'idp' ? location.origin : other.origin;
document.getElementById('front').href = api + '/';

const urls = [
  { name: 'General APIs', url: api + '/swagger.json' },
  { name: 'Features', url: api + '/features/swagger.json' },
  { name: 'Forms Data', url: api + '/data-server/swagger.json' },
  { name: 'IDP', url: idp + '/swagger.json' },
];
// As FlaskData's page has it.
const own = location.origin + location.pathname.replace(/\/$/, '').toLowerCase() + '.json';

// In this page only, the documents are served as they are: a token is asked for once, above; the EDC database is filled
// in; a cookie is nothing that a page can send.
function forThisPage(document) {
  const operations = Object.values(document.paths ?? {}).flatMap(path => Object.values(path ?? {}));
  for (const operation of operations.filter(each => Array.isArray(each?.parameters))) {
    operation.parameters = operation.parameters.filter(each => each && each.in !== 'cookie');
    for (const parameter of operation.parameters.filter(each => each.in === 'header')) {
      if (parameter.name === 'Authorization') {
        parameter.required = false;
        parameter.description = (parameter.description ?? '') + ' Left empty, the one at the top of the page is sent.';
      } else {
        parameter.default = parameter.example;
      }
    }
  }
  return document;
}

function send(request) {
  if (request.loadSpec) {
    return request;
  }
  // The first of the documents' schemes is https.
  const url = new URL(request.url);
  url.protocol = location.protocol;
  request.url = url.href;
  const token = form.authorization.value.trim();
  if (token && !request.headers.Authorization) {
    request.headers.Authorization = token;
  }
  return request;
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  try {
    const answer = await fetch(api + '/auth/authorize', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: form.email.value, password: form.password.value }),
    });
    const text = await answer.text();
    const session = answer.ok ? JSON.parse(text) : {};
    form.authorization.value = answer.ok ? 'JWT ' + session.token : '';
    form.said.value = answer.ok ? `Signed in as ${form.email.value}, until ${session.expired}.` : text;
  } catch (failure) {
    form.said.value = `No answer from ${api}: ${failure.message}`;
  }
});

window.ui = SwaggerUIBundle({
  urls,
  'urls.primaryName': urls.find(each => each.url === own).name,
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [{
    statePlugins: { spec: { wrapActions: { updateJsonSpec: update => document => update(forThisPage(document)) } } },
  }],
  layout: 'StandaloneLayout',
  requestInterceptor: send,
});
