# What runs in production. The first stage builds with everything that building needs; the second holds what was built, and runs without rights.
FROM <%= recipe.base %> AS build
WORKDIR /app
<% for line in recipe.before %>
<%= line | comment %>
<% end %>
# Copied alone, so that nothing is installed again while these files stay the same.
<% for manifest in recipe.manifests %>
COPY <%= manifest.from | comment %> <%= manifest.to %>
<% end %>
RUN --mount=type=cache,target=<%= recipe.cache %> <%= recipe.install | comment %>
COPY . .
<% for line in recipe.after %>
RUN --mount=type=cache,target=<%= recipe.cache %> <%= line | comment %>
<% end %>

FROM <%= recipe.base %>
WORKDIR /app
<% for setting in recipe.settings %>
ENV <%= setting | comment %>
<% end %>
<% if runtime == python %>
RUN useradd --uid 10001 --create-home app
<% if ownFolder %>
COPY --from=build /venv /venv
<% end %>
COPY --from=build /app ./
USER 10001
<% elif standalone %>
COPY --from=build --chown=1000:1000 /app/.next/standalone ./
COPY --from=build --chown=1000:1000 /app/.next/static ./.next/static
<% if publicFiles %>
COPY --from=build /app/public ./public
<% end %>
# The user "node" of the image it stands on, as a number, so that a cluster can see that it is not root.
USER 1000
<% else %>
COPY --from=build<% if next %> --chown=1000:1000<% end %> /app ./
# The user "node" of the image it stands on, as a number, so that a cluster can see that it is not root.
USER 1000
<% end %>
<% if recipe.health and runtime == python %>
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('PORT', '<%= recipe.health.port %>') + '<%= recipe.health.route %>', timeout=4)"]
<% elif recipe.health %>
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || <%= recipe.health.port %>) + '<%= recipe.health.route %>').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
<% end %>
CMD [<%= recipe.firstStart | json %><% for word in recipe.restStart %>, <%= word | json %><% end %>]
