import {expect, test} from 'vitest';
import {djangoReader} from '../../../source/facts/entry-points/django.ts';
import {registeredBy} from './python-registered.ts';

const settings = "ROOT_URLCONF = 'shop.urls'\nMIDDLEWARE = ['shop.middleware.Tenant']\n";
const base = {'manage.py': '', 'shop/__init__.py': '', 'shop/settings.py': settings, 'shop/middleware.py': 'class Tenant: ...\n'};
const found = (files: Readonly<Record<string, string>>) => registeredBy(djangoReader, {...base, ...files});

/** The addresses without the middleware that stands in front of all. */
const plain = (lines: readonly string[]): readonly string[] => lines.map(line => line.replace(/\| Tenant(?:, )?/u, '| '));

test('Addresses are followed from the root through what they include, with every prefix, wrapper and decorator.', () => {
	const {found: routes, unread} = found({
		'shop/urls.py': `
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from shop import views
inner = [path('<int:id>/', login_required(views.order))]
urlpatterns = [
    path('admin/', admin.site.urls),
    path('orders/', include(inner)),
    path('users/', include('users.urls')),
    re_path(r'^old/(?P<slug>[\\w-]+)/$', views.old),
    path('accounts/', include('allauth.urls')),
] + static('/media/')
urlpatterns += [path('extra/<path:rest>', views.extra)]
`,
		'shop/views.py': `
@require_http_methods(['GET', 'PUT'])
@csrf_exempt
def order(request, id): ...
def old(request, slug): ...
@staff_member_required
@require_POST
def extra(request, rest): ...
`,
		'users/__init__.py': '',
		'users/urls.py':
			"from django.urls import path\nfrom . import views\nurlpatterns = [path('me', views.Me.as_view()), path('new', views.New.as_view())]\n",
		'users/views.py': `
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.utils.decorators import method_decorator
from django.views.generic import CreateView, View
class Base(LoginRequiredMixin, View): ...
@method_decorator(ratelimit, name='dispatch')
class Me(Base):
    def get(self, request): ...
    @method_decorator(sudo)
    def post(self, request): ...
class New(UserPassesTestMixin, CreateView):
    def test_func(self): ...
`,
	});
	expect(routes[0]).toBe('ANY /admin/* | ? | Tenant, role:is_staff');
	expect(plain(routes.slice(1))).toEqual([
		'GET /orders/:id/ | order | login_required, require_http_methods(), csrf_exempt',
		'PUT /orders/:id/ | order | login_required, require_http_methods(), csrf_exempt',
		'GET /users/me | Me.get | ratelimit, LoginRequiredMixin',
		'POST /users/me | Me.post | ratelimit, LoginRequiredMixin, sudo',
		'GET /users/new | New | UserPassesTestMixin, New.test_func',
		'POST /users/new | New | UserPassesTestMixin, New.test_func',
		'ANY /old/:slug/ | old | ',
		'POST /extra/* | extra | staff_member_required, require_POST',
	]);
	expect(unread).toEqual(['django: the addresses of `allauth.urls` are its own']);
});

test('A middleware that wants everyone signed in guards every view that is not let out.', () => {
	const {found: routes} = registeredBy(djangoReader, {
		...base,
		'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\nMIDDLEWARE = ['django.contrib.auth.middleware.LoginRequiredMiddleware']\n",
		'shop/urls.py': "from django.urls import path\nfrom shop import views\nurlpatterns = [path('a', views.a), path('b', views.b)]\n",
		'shop/views.py': '@login_not_required\ndef a(request): ...\ndef b(request): ...\n',
	});
	expect(routes).toEqual(['ANY /a | a | login_not_required', 'ANY /b | b | signed-in:LoginRequiredMiddleware']);
});

test('The REST framework: what its routers make, permissions by class, by action and from the settings.', () => {
	const {found: routes} = found({
		'shop/settings.py':
			"ROOT_URLCONF = 'shop.urls'\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated']}\n",
		'shop/urls.py': `
from django.urls import include, path
from rest_framework.routers import DefaultRouter
from shop import views
router = DefaultRouter()
router.register('things', views.Things)
urlpatterns = [path('api/', include(router.urls)), path('ping', views.ping), path('new', views.New.as_view())]
`,
		'shop/views.py': `
from rest_framework import generics, permissions, viewsets
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.permissions import AllowAny, IsAuthenticatedOrReadOnly
class Things(viewsets.ReadOnlyModelViewSet):
    permission_classes = [IsAuthenticatedOrReadOnly, Owner]
    lookup_field = 'slug'
    def create(self, request): ...
    @action(detail=True, methods=['post'], url_path='send-it', permission_classes=[AllowAny])
    def send(self, request, slug): ...
@api_view(['POST'])
@permission_classes([AllowAny])
def ping(request): ...
class New(generics.CreateAPIView): ...
`,
	});
	expect(routes).toEqual([
		'GET /api/things/ | Things | Owner',
		'POST /api/things/ | Things.create | IsAuthenticatedOrReadOnly, Owner',
		'GET /api/things/:slug/ | Things | Owner',
		'POST /api/things/:slug/send-it/ | Things.send | ',
		'POST /ping | ping | ',
		'POST /new | New | signed-in:IsAuthenticated',
	]);
});

test('A permission about one thing is asked only where there is one, and none is where everyone may read.', () => {
	const {found: routes} = found({
		'shop/urls.py': `
from rest_framework.routers import SimpleRouter
from shop import views
router = SimpleRouter(trailing_slash=False)
router.register('things', views.Things)
urlpatterns = router.urls
`,
		'shop/views.py': `
from rest_framework import permissions, viewsets
class OwnerOrRead(permissions.BasePermission):
    def has_object_permission(self, request, view, obj):
        if request.method in permissions.SAFE_METHODS:
            return True
        return obj.owner == request.user
class Things(viewsets.ModelViewSet):
    permission_classes = (OwnerOrRead,)
    def perform_create(self, serializer): ...
`,
	});
	expect(routes.map(route => route.replace('Tenant, ', '').replace('Tenant', ''))).toEqual([
		'GET /things | Things | ',
		'POST /things | Things.perform_create | ',
		'GET /things/:pk | Things | ',
		'PUT /things/:pk | Things | OwnerOrRead',
		'PATCH /things/:pk | Things | OwnerOrRead',
		'DELETE /things/:pk | Things | OwnerOrRead',
	]);
});

test('A set of addresses that includes itself ends.', () => {
	const {found: routes} = found({
		'shop/urls.py':
			"from django.urls import include, path\nurlpatterns = [path('a/', include('shop.urls')), path('b', view)]\ndef view(request): ...\n",
	});
	expect(plain(routes)).toEqual(['ANY /b | view | ']);
});

test('A view that refuses other methods answers those that it compares with.', () => {
	const {found: routes} = found({
		'shop/urls.py':
			"from django.urls import path\nfrom shop import views\nurlpatterns = [path('a/', views.a), path('b/', views.b), path('c/', views.c)]\n",
		'shop/views.py': `
def a(request):
    if request.method != 'POST':
        return HttpResponseNotAllowed(['POST'])
def b(request):
    if request.method not in ('GET', 'DELETE'):
        return HttpResponse(status=405)
def c(request):
    if request.method == 'POST':
        save()
    return render(request)
`,
	});
	expect(routes.map(line => line.split(' ').slice(0, 2).join(' '))).toEqual(['POST /a/', 'GET /b/', 'DELETE /b/', 'ANY /c/']);
});

test('A view that only adds to its permissions still asks for those of its class, and a prefix may be a regular expression.', () => {
	const {found: routes, unread} = found({
		'shop/urls.py': `
from django.urls import include, path
from rest_framework.routers import DefaultRouter
from shop.views import Lines
router = DefaultRouter()
router.register(r'^(?P<order_id>\\d+)/lines', Lines)
urlpatterns = [path('orders/', include(router.urls))]
`,
		'shop/views.py': `
from rest_framework import viewsets
from rest_framework.permissions import BasePermission
class IsBuyer(BasePermission):
    def has_permission(self, request, view):
        return request.user.is_authenticated is True
class Lines(viewsets.ReadOnlyModelViewSet):
    permission_classes = [IsBuyer]
    def get_permissions(self):
        if self.action == 'retrieve':
            self.permission_classes += [IsOpen]
        return super().get_permissions()
`,
	});
	expect(plain(routes)).toEqual(['GET /orders/:order_id/lines/ | Lines | IsBuyer', 'GET /orders/:order_id/lines/:pk/ | Lines | IsBuyer']);
	expect(unread).toEqual([]);
});
