"""The SPARQL endpoint: queries over HTTP, each in a process of its own that can be ended.

`app.sparql_app` is the endpoint as a web application, `app.Endpoint` the part to mount in another one, and
`pool.Workers` the processes that answer, for whoever asks.
"""
